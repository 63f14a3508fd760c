// Elements made from data. Words only ever become text: what stands in a
// release or a reply is never read as markup.

/**
 * Makes an element. `given` holds attributes, and beside them `on` (event names
 * to listeners). Children are elements, strings, or nothing.
 */
export function el(name, given = {}, ...children) {
  const made = document.createElement(name);
  const { on = {}, ...attributes } = given;
  for (const [key, value] of Object.entries(attributes)) setAttribute(made, key, value);
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith('on') || name === 'style' || name === 'srcdoc') throw new Error(`no attribute for data: ${name}`);
  element.setAttribute(name, value === true ? '' : value);
}

export const button = (words, press, given = {}) =>
  el('button', { type: 'button', class: 'plain', ...given, on: { click: press } }, words);

/** Only addresses that a reader may follow become links: a release's address is not to be trusted. */
export const isLink = (address) => /^(https?:\/\/|mailto:)/i.test(address ?? '');

/** A link in the same words where the address may be followed, else the words alone. */
export const linked = (address, words, given = {}) =>
  (isLink(address) ? el('a', { href: address, rel: 'noreferrer', ...given }, words) : el('span', given, words));

/**
 * Passages carry no language of their own. Arabic shows in its script, and must
 * be told apart even where a Latin name comes first, which misleads dir="auto".
 */
export function inItsScript(element, words, language = '') {
  const arabic = words.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  element.dir = arabic > latin ? 'rtl' : 'auto';
  element.lang = language || (arabic > latin ? 'ar' : '');
  return element;
}

/** Words of a release, which keep their own direction whatever the interface speaks. */
export const foreign = (name, words, given = {}) => inItsScript(el(name, given, words), words);
