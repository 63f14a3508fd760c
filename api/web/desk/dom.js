// Elements made from data. Words only ever become text: what stands in a
// release, a file's name or a reply is never read as markup.

/**
 * Makes an element. `given` holds attributes; beside them `class`, `on` (event
 * names to listeners) and `link` (an address that is only followed if it is one
 * of the web). Children are elements, strings, or nothing.
 */
export function el(name, given = {}, ...children) {
  const made = document.createElement(name);
  const { on = {}, link, ...attributes } = given;
  for (const [key, value] of Object.entries(attributes)) setAttribute(made, key, value);
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener);
  if (isWebAddress(link)) Object.assign(made, { href: link, rel: 'noreferrer' });
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith('on') || name === 'style' || name === 'srcdoc') throw new Error(`no attribute for data: ${name}`);
  element.setAttribute(name, value === true ? '' : value);
}

export const isWebAddress = (address) => /^https?:\/\//i.test(address ?? '');

/** Sets what is no longer said to nothing at all, so that a message is not read twice. */
export function announce(words) {
  const status = document.getElementById('status');
  status.textContent = '';
  status.textContent = words;
}

/**
 * Releases may be in another language than the page. Arabic is told by its
 * script: a Latin name at its beginning misleads dir="auto".
 */
export function inItsScript(element, words, language = '') {
  const arabic = words.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  element.dir = arabic > latin ? 'rtl' : 'auto';
  const lang = language || (arabic > latin ? 'ar' : '');
  if (lang) element.lang = lang;
  return element;
}

/** Words of a release in an element that reads them in their own direction. */
export const foreign = (name, words, given = {}, language = '') => inItsScript(el(name, given, words), words, language);
