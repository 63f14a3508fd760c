// How dates, languages and citations are put into words.

const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** "9 November 2023". Anything less exact than a day is shown as it was given. */
export function formatDate(value) {
  if (!value) return 'undated';
  const day = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0];
  const date = new Date(day ?? NaN);
  return Number.isNaN(date.getTime()) ? value : longDate.format(date);
}

export function formatPeriod(from, to) {
  if (from && from === to) return formatDate(from);
  if (from && to) return `${formatDate(from)} to ${formatDate(to)}`;
  if (from) return `from ${formatDate(from)}`;
  return to ? `until ${formatDate(to)}` : '';
}

export function languageName(code) {
  try {
    return languageNames.of(code);
  } catch {
    return code; // the code came from the address and need not be one
  }
}

/** A probability in a word, and in figures for whoever wants them; null where there is none. */
export function sureness(confidence) {
  if (typeof confidence !== 'number') return null;
  const word = confidence >= 0.85 ? 'Sure' : confidence >= 0.6 ? 'Likely' : 'Unsure';
  return { word, percent: `${Math.round(confidence * 100)} in 100 such answers are right` };
}

export const plural = (count, one, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const formatTime = (ms) => (ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`);

/** Who published it: the issuer, and the source it was collected from when that adds something. */
export const publisher = ({ issuer, source }) =>
  [...new Set([issuer, source].filter(Boolean))].join(' · ');

export const reference = ({ article_id, start, end, content_hash }) =>
  `Release ${article_id}, characters ${start}–${end}, ${content_hash}`;

export function citationText(citation) {
  return [
    citation.title ?? 'Untitled release',
    `${publisher(citation)} · ${formatDate(citation.published)}`,
    citation.url,
    `“${citation.quote}”`,
    reference(citation),
  ].filter(Boolean).join('\n');
}

/** Only web addresses become links: a release's address is not to be trusted. */
export const isWebAddress = (url) => /^https?:\/\//i.test(url ?? '');

/**
 * Passages carry no language of their own. Arabic shows in its script, and must
 * be told apart even where a Latin name comes first, which misleads dir="auto".
 */
export function setScript(element, text, language = '') {
  const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  element.dir = arabic > latin ? 'rtl' : 'auto';
  element.lang = language || (arabic > latin ? 'ar' : '');
}
