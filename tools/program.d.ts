// What the build writes as program.js (workbook/marking/program.py).
declare module "*/program.js" {
  type Shape = [name: string, rows: number, columns: number];
  type Formula = number | string | any[];
  type Expression = Formula | { hinge: number; above: Formula; below: Formula };
  type Slip = { name: string; advice: string };
  const program: {
    givens: Shape[];
    steps: Shape[];
    assignment: string[];
    records: {
      steps: Expression[];
      slipsAt: { step: string; slip: number; isSingle: boolean; record: Expression[] }[];
      roads: { step: string; note: string; isWithin: boolean; record: Expression[] }[];
    }[];
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
    convention: { sign: number; ascent: number; note: string };
    trials: number[];
    draws: { modulus: number; multiplier: number; steps: Record<string, [largest: number, step: any]>; rates: string[] };
    quantities: Record<string, { symbol: string; meaning: string; colour: string }>;
    symbols: string[];
    signs: Record<string, string>;
    safe: number;
    limits: {
      longest: number;
      largest: number;
      decimals: number;
      digits: number;
      places: [least: number, most: number];
      file: number;
      size: number;
      live: { largest: number; longest: number };
    };
    reading: Record<string, any>;
  };
  export default program;
}
