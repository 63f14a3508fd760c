// The question and its filters live in the page's address, so that an answer
// can be linked to and the back button works. Names are those of the API.

export const filterNames = ['published_from', 'published_to', 'source', 'language'];

export function readAddress(search) {
  const given = new URLSearchParams(search);
  const filters = filterNames.map((name) => [name, given.get(name) || null]);
  return { question: (given.get('q') ?? '').trim(), filters: Object.fromEntries(filters) };
}

export function writeAddress({ question, filters }) {
  const search = new URLSearchParams({ q: question });
  for (const name of filterNames) {
    if (filters[name]) search.set(name, filters[name]);
  }
  return `?${search}`;
}
