// Creates elements in one expression. Strings become text nodes: input from a reader or an address is never markup.

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, any>} properties
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && !key.startsWith("aria")) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// The same for a part of a drawing.
/** @type {(name: string, attributes: Record<string, string | number>, ...children: (Node | string)[]) => SVGElement} */
export function shape(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** @type {(label: string, work: () => unknown) => HTMLButtonElement} */
export const button = (label, work) =>
  element("button", { type: "button", className: "nn-button", onclick: work }, label);

// A button with an icon, which is all that a narrow screen shows.
/** @type {(made: HTMLButtonElement, path: string) => HTMLButtonElement} */
export function withSign(made, path) {
  const word = element("span", { className: "nn-word" }, ...made.childNodes);
  made.innerHTML = `<svg class="nn-sign" viewBox="0 0 20 20" aria-hidden="true"><path d="${path}"/></svg>`;
  made.append(word);
  return made;
}

// Define each element in a task of its own, so that the page responds in between.
/** @type {(name: string, made: CustomElementConstructor) => void} */
export const define = (name, made) => void setTimeout(() => customElements.define(name, made));

/** @type {(count: number, noun: string) => string} */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

// A number with a typographic minus sign.
/** @type {(text: string) => string} */
export const minus = (text) => text.replaceAll("-", "−");

// Leave unchanged text alone, so that it is not laid out again.
/** @type {(place: Node | null | undefined, text: string) => void} */
export function write(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

// Make the page's address describe what it shows.
/** @param {URLSearchParams} query */
export function setAddress(query) {
  const text = String(query);
  const address = `${location.pathname}${text && `?${text}`}${location.hash}`;
  // A browser takes a while over this, even where nothing changes.
  if (!location.href.endsWith(address)) history.replaceState(null, "", address);
}
