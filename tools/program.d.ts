// What the build writes as program.js (workbook/marking/program.py).
declare module "*/program.js" {
  type Network = { hidden: string; output: string; loss: string; reduction: string; biases: string };
  type Sizes = { D: number; K: number; C: number; N: number };
  type Places = [least: number, most: number];
  type Differences = {
    usual: any[];
    hidden: Record<string, object>;
    output: Record<string, object>;
    biases: Record<string, object>;
  };
  type Road = { step: string; note: string; isWithin: boolean; record: any[] };
  type Slip = { name: string; advice: string };
  const program: {
    givens: string[];
    assignment: string[];
    sizes: Sizes;
    network: Network;
    given: Network;
    networks: {
      hidden: string[];
      outputs: { output: string; loss: string; target: string }[];
      reductions: string[];
      biases: string[];
    };
    forms: {
      largest: Sizes;
      shapes: Record<string, string>;
      quantities: Differences;
      slips: Differences;
      further: any[];
      assignment: number[];
      roads: { output: Record<string, Road[]>; hidden: Record<string, Road[]>; gradients: Road[] };
    };
    exercises: Record<
      string,
      { title: string; source: string; network: Network; places: number; givens: Record<string, string[][]> }
    >;
    slips: Slip[];
    patterns: {
      lines: Record<string, string[]>;
      short: [decimals: number, slip: number][];
      cut: number;
      line: number;
      ownSign: number;
      entries: number;
      digits: number;
      miscopied: number;
    };
    conventions: Record<"adds" | "dividesLast", { slip: number; early: string[]; late: string[]; note: string }>;
    ascent: number;
    gradients: { slopes: string[]; scaled: string[] };
    trials: number[];
    draws: { modulus: number; multiplier: number; steps: Record<string, [largest: number, step: any]>; rates: string[] };
    quantities: Record<string, { symbol: string; entry: string; meaning: string; colour: string }>;
    signs: Record<string, string>;
    safe: Record<string, number>;
    limits: {
      longest: number;
      largest: number;
      decimals: number;
      digits: number;
      places: Places;
      file: number;
      size: number;
      live: { largest: number; longest: number };
    };
    reading: Record<string, any>;
  };
  export default program;
}
