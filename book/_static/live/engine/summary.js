// The number of marks with each verdict, in words.

import program from "./program.js";

export function summary(marks) {
  const count = (word) => marks.filter(({ verdict }) => verdict === word).length;
  return `${Object.keys(program.signs)
    .map((word) => `${count(word)} ${word}`)
    .join(", ")}.`;
}
