// A language that the page's address names (`?lang=fr`). It goes first when the
// page opens, so it has to follow when another is chosen.

export const addressed = () => new URLSearchParams(location.search).get('lang');

/** An address that names a language names this one from now on; one that names none stays as it is. */
export function follow(lang) {
  const search = new URLSearchParams(location.search);
  if (!search.has('lang') || search.get('lang') === lang) return;
  search.set('lang', lang);
  history.replaceState(history.state, '', `?${search}${location.hash}`);
}
