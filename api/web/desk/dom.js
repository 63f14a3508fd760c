// Elements made from data, as the component makes them, with what this page
// needs beside: links of the web, and words for whoever listens.

import { el as plain, inItsScript } from '../component/dom.js';

export { inItsScript };

export const isWebAddress = (address) => /^https?:\/\//i.test(address ?? '');

/** Makes an element; `given.link` is an address that is only followed if it is one of the web. */
export function el(name, { link, ...given } = {}, ...children) {
  const made = plain(name, given, ...children);
  if (isWebAddress(link)) Object.assign(made, { href: link, rel: 'noreferrer' });
  return made;
}

/** Sets what is no longer said to nothing at all, so that a message is not read twice. */
export function announce(words) {
  const status = document.getElementById('status');
  status.textContent = '';
  status.textContent = words;
}

/** Words of a release in an element that reads them in their own direction. */
export const foreign = (name, words, given = {}, language = '') => inItsScript(el(name, given, words), words, language);
