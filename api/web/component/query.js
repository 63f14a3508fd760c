// A question with what narrows it: in the page's address, in the request, in words.

const FILTERS = ['published_from', 'published_to', 'source', 'language'];
const MORE = ['as_of', 'effort', 'caution'];

export const NAMES = [...FILTERS, ...MORE];

const pick = (names, given) => Object.fromEntries(names.map((name) => [name, given[name] || null]));

export const query = (question, narrowed = {}) => ({ question: question.trim(), narrowed: pick(NAMES, narrowed) });

/** Names in the address are those of the API, so that a link can be written by hand. */
export function readAddress(search) {
  const given = new URLSearchParams(search);
  return query(given.get('q') ?? '', Object.fromEntries(given));
}

/** The question's own part of an address, with what else stands in the address `around` it: a page's language, what a host needs. */
export function writeAddress({ question, narrowed }, around = '') {
  const search = new URLSearchParams(question && { q: question });
  for (const name of NAMES) {
    if (narrowed[name]) search.set(name, narrowed[name]);
  }
  for (const [name, value] of new URLSearchParams(around)) {
    if (name !== 'q' && !NAMES.includes(name)) search.append(name, value);
  }
  return `?${search}`;
}

export const same = (one, other) => writeAddress(one) === writeAddress(other);

/** The body of a request. */
export const body = ({ question, narrowed }, k) => ({ question, k, filters: pick(FILTERS, narrowed), ...pick(MORE, narrowed) });

/** What narrows a question, in words. */
export function described({ narrowed }, say) {
  const { published_from: from, published_to: to, source, language, as_of: asOf } = narrowed;
  return [
    say.period(from, to),
    source,
    language && say.languageName(language),
    asOf && say.t('period.asOf', { day: say.day(asOf) }),
  ].filter(Boolean);
}
