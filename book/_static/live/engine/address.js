// Converts a problem to the query string of a page's address, and back. The query is only parsed, never executed.

import { THE_ASSIGNMENTS, formOf, theAssignments } from "./form.js";
import { networkOf, targetOf } from "./networks.js";
import { isOneHot } from "./problem.js";
import program from "./program.js";
import { Unreadable, readNumber } from "./reading.js";

/** @typedef {import("./form.js").Form} Form */

const { largest } = program.forms;
const PLACES = 4;
const ofQuantity = ({ entries }, texts) => entries.map((entry) => texts[entry]);

// The initial values of a form: the assignment's numbers, or zeros, with class 1 as the target if that is one-hot.
/** @type {(form: Form) => string[]} */
export function usual(form) {
  if (form === theAssignments) return [...program.assignment];
  const texts = form.givens.flatMap(({ entries }) => entries.map(() => "0"));
  if (targetOf(form.network) === "one-hot") {
    for (let column = 0; column < form.sizes.N; column += 1) texts[form.column("y", column)[0]] = "1";
  }
  return texts;
}

// Only what differs from the assignment's form and from the initial values, quantity by quantity.
/** @type {(form: Form, texts: string[], places?: number) => URLSearchParams} */
export function toAddress(form, texts, places = PLACES) {
  const query = new URLSearchParams();
  if (form !== theAssignments) {
    for (const [name, part] of Object.entries(form.network)) if (part !== THE_ASSIGNMENTS[name]) query.set(name, part);
    query.set("sizes", Object.values(form.sizes).join(","));
  }
  if (places !== PLACES) query.set("places", String(places));
  const before = usual(form);
  for (const each of form.givens) {
    const numbers = ofQuantity(each, texts).join(",");
    if (numbers !== ofQuantity(each, before).join(",")) query.set(each.name, numbers);
  }
  return query;
}

// The form that an address describes; the assignment's, if there is none or it cannot be read.
/** @type {(query: URLSearchParams) => { form: Form, unread: string[] }} */
function formIn(query) {
  const parts = Object.keys(THE_ASSIGNMENTS).filter((name) => query.has(name));
  if (!query.has("sizes") && !parts.length) return { form: theAssignments, unread: [] };
  try {
    const network = networkOf(Object.fromEntries(parts.map((name) => [name, query.get(name) ?? ""])));
    const counts = query.get("sizes")?.match(/^(\d),(\d),(\d),(\d)$/)?.slice(1).map(Number);
    if (!counts) throw new Error("sizes: expected four numbers");
    const sizes = { D: counts[0], K: counts[1], C: counts[2], N: counts[3] };
    const fits = Object.keys(largest).every((letter) => sizes[letter] >= 1 && sizes[letter] <= largest[letter]);
    if (!fits || (network.output === "softmax" && sizes.C < 2)) throw new Error("sizes: other than a page has");
    return { form: formOf(network, sizes), unread: [] };
  } catch {
    return { form: theAssignments, unread: [...parts, ...(query.has("sizes") ? ["sizes"] : [])] };
  }
}

/** @type {(form: Form, name: string, texts: string[]) => boolean} */
const isTarget = (form, name, texts) =>
  name !== "y" ||
  targetOf(form.network) !== "one-hot" ||
  Array.from({ length: form.sizes.N }, (_, j) => texts.filter((__, i) => i % form.sizes.N === j)).every(isOneHot);

// Whether an address describes a problem at all.
/** @type {(query: URLSearchParams) => boolean} */
export const tellsGivens = (query) =>
  [...program.givens, ...Object.keys(THE_ASSIGNMENTS), "sizes", "places"].some((name) => query.has(name));

// The form and givens that an address describes, with initial values for the rest, and the names of unreadable parts.
/** @type {(query: URLSearchParams, read?: (text: string, name: string) => string) =>
 *   { form: Form, texts: string[], places: number, unread: string[] }} */
export function fromAddress(query, read = readNumber) {
  const { form, unread } = formIn(query);
  const texts = usual(form);
  for (const each of unread.length ? [] : form.givens) {
    const numbers = query.get(each.name)?.split(",");
    try {
      if (numbers && numbers.length !== each.entries.length) throw new Unreadable("another count of numbers");
      const own = numbers?.map((text) => read(text, each.name)) ?? [];
      if (numbers && !isTarget(form, each.name, own)) throw new Unreadable("not one-hot");
      own.forEach((text, i) => {
        texts[each.entries[i]] = text;
      });
    } catch (complaint) {
      if (!(complaint instanceof Unreadable)) throw complaint;
      unread.push(each.name);
    }
  }
  const [least, most] = program.limits.places;
  const places = /^\d{1,2}$/.test(query.get("places") ?? "") ? Number(query.get("places")) : PLACES;
  const isThere = places >= least && places <= most;
  if (query.has("places") && (!isThere || String(places) !== query.get("places"))) unread.push("places");
  return { form, texts, places: isThere ? places : PLACES, unread };
}
