// The language of the page, and everything said in it.

import { addressed, follow } from '../addressed.js';
import { languages, spoken } from '../texts/index.js';
import ar from './texts/ar.js';
import en from './texts/en.js';
import fr from './texts/fr.js';

const KEPT = 'dateline.lang';
const texts = { en, fr, ar };

const chosen = () => spoken([addressed(), kept(), ...(navigator.languages ?? [])]);

// Storage may be closed to the page; then a choice lasts as long as the page.
function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

let current = chosen();

export const language = () => current;

export function speak(tag) {
  current = languages.includes(tag) ? tag : 'en';
  try {
    localStorage.setItem(KEPT, current);
  } catch { /* it is not kept then */ }
  follow(current);
  apply();
}

export function apply() {
  document.documentElement.lang = current;
  document.documentElement.dir = current === 'ar' ? 'rtl' : 'ltr';
}

/** What is said under a key, `{name}` replaced by the value of that name. */
export function t(key, values = {}) {
  const said = texts[current][`desk.${key}`] ?? texts.en[`desk.${key}`] ?? key;
  return said.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** What is said under a key if there is such a key, else the words themselves: for what the service names. */
export const named = (group, word) => (`desk.${group}.${word}` in texts.en ? t(`${group}.${word}`) : word);

// Arabic pages use the digits of the releases they stand beside.
const locale = () => ({ en: 'en-GB', fr: 'fr', ar: 'ar-u-nu-latn' })[current];

export const number = (value) => new Intl.NumberFormat(locale()).format(value);
export const percent = (value) =>
  new Intl.NumberFormat(locale(), { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
export const listed = (words) => new Intl.ListFormat(locale(), { type: 'conjunction' }).format(words);

/** A day as people write it; what is no day is shown as it was given. */
export function day(value) {
  if (!value) return t('undated');
  const date = new Date(/^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? NaN);
  if (Number.isNaN(date.getTime())) return value;
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC', calendar: 'gregory' }).format(date);
}

export function moment(value) {
  const date = new Date(value ?? NaN);
  if (Number.isNaN(date.getTime())) return value ?? '';
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short', calendar: 'gregory' }).format(date);
}

export function size(bytes) {
  const [unit, one] = [['megabyte', 1e6], ['kilobyte', 1e3], ['byte', 1]].find(([, least]) => bytes >= least) ?? ['byte', 1];
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: bytes < 1e6 ? 0 : 1 }).format(bytes / one);
}

export function languageName(code) {
  if (!code) return t('unknown');
  try {
    return new Intl.DisplayNames(locale(), { type: 'language' }).of(code);
  } catch {
    return code;
  }
}

const STEPS = [['week', 604800], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

/** How often something happens: "every 2 hours". */
export function every(seconds) {
  if (!seconds) return t('byHand');
  if (`desk.often.${seconds}` in texts.en) return t(`often.${seconds}`);
  const [unit, length] = STEPS.find(([, step]) => seconds % step === 0);
  const format = { style: 'unit', unit, unitDisplay: 'long' };
  return t('every', { time: new Intl.NumberFormat(locale(), format).format(seconds / length) });
}
