// The givens as a part of the page's address, and back. What an address says is read, never run.

import { Unreadable, readGiven } from "./reading.js";
import { givenQuantities, isOneHot } from "./problem.js";

const own = ({ entries }, texts) => entries.map((entry) => texts[entry]);

// What differs from these givens, quantity by quantity.
export function toAddress(texts, usual) {
  const query = new URLSearchParams();
  for (const each of givenQuantities) {
    const numbers = own(each, texts).join(",");
    if (numbers !== own(each, usual).join(",")) query.set(each.name, numbers);
  }
  return query;
}

// The givens that an address tells, the usual ones elsewhere; and the names of what could not be read.
export function fromAddress(query, usual) {
  const texts = [...usual];
  const unread = [];
  for (const each of givenQuantities) {
    const numbers = query.get(each.name)?.split(",");
    try {
      if (numbers && numbers.length !== each.entries.length) throw new Unreadable("another count of numbers");
      const read = numbers?.map((text) => readGiven(text, each.name)) ?? [];
      if (each.name === "y" && numbers && !isOneHot(read)) throw new Unreadable("not one-hot");
      read.forEach((text, i) => {
        texts[each.entries[i]] = text;
      });
    } catch (complaint) {
      if (!(complaint instanceof Unreadable)) throw complaint;
      unread.push(each.name);
    }
  }
  return { texts, unread };
}
