// What the interface says, in the languages it speaks.

import ar from './ar.js';
import en from './en.js';
import fr from './fr.js';

const texts = { en, fr, ar };

export const languages = Object.keys(texts);

/** What is said under a key, `{name}` replaced by the value of that name; the key itself where nothing is. */
export function text(lang, key, values = {}) {
  const said = texts[lang]?.[key] ?? en[key] ?? key;
  return said.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Whether anything is said under a key: codes of the service may be newer than this page. */
export const isSaid = (key) => key in en;

/** The first of these language tags that the interface speaks, else English. */
export function spoken(tags) {
  const known = tags.map((tag) => tag?.toLowerCase().split('-')[0]).find((tag) => languages.includes(tag));
  return known ?? 'en';
}
