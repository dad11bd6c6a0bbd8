// Elements of a page, made in one expression. Text is only ever text: what a reader or an address says is never markup.

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && !key.startsWith("aria")) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export const button = (label, work) =>
  element("button", { type: "button", className: "nn-button", onclick: work }, label);

// A number with the sign that prints.
export const minus = (text) => text.replaceAll("-", "−");

// What stays as it is need not be set out anew.
export function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
