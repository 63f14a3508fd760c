// One language of the interface: its words, days, numbers and direction.

import { isSaid, text } from '../texts/index.js';

// Arabic pages use the digits of the releases they stand beside, and the same calendar.
const LOCALES = { en: 'en-GB', fr: 'fr', ar: 'ar-u-nu-latn' };

export function speaking(tag) {
  const locale = LOCALES[tag];
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' });
  const numbers = new Intl.NumberFormat(locale);
  const t = (key, values) => text(tag, key, values);

  /** "9 November 2023". Anything less exact than a day is shown as it was given. */
  const day = (value) => {
    if (!value) return t('undated');
    const date = new Date(/^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? NaN);
    return Number.isNaN(date.getTime()) ? value : days.format(date);
  };

  return {
    tag,
    dir: tag === 'ar' ? 'rtl' : 'ltr',
    t,
    day,
    number: (value) => numbers.format(value),
    /** What is said for a code of the service, or else the service's own words. */
    named: (group, code, words = code) => (isSaid(`${group}.${code}`) ? t(`${group}.${code}`) : words),
    time: (ms) => (ms < 1000 ? `${numbers.format(Math.max(1, Math.round(ms)))} ms` : `${numbers.format(Math.round(ms / 100) / 10)} s`),
    /** Names joined by commas and "and", as parts: what joins them, and they. */
    joined: (names) => new Intl.ListFormat(locale, { type: 'conjunction' }).formatToParts(names)
      .map(({ type, value }) => ({ words: value, isName: type === 'element' })),
    period: (from, to) => {
      if (from && from === to) return day(from);
      if (from && to) return t('period.both', { from: day(from), to: day(to) });
      if (from) return t('period.from', { from: day(from) });
      return to ? t('period.to', { to: day(to) }) : '';
    },
    languageName: (code) => {
      try {
        return new Intl.DisplayNames(locale, { type: 'language' }).of(code);
      } catch {
        return code; // the code came from the address and need not be one
      }
    },
  };
}
