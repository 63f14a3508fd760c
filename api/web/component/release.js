// A whole release in a dialog, with the passage quoted from it marked. The
// quotation is compared with the text here, so the reader need not take it
// on trust.

import { appendMarked, paragraphs, toIndex, within } from '../offsets.js';
import { reference } from './citing.js';
import { button, el, inItsScript } from './dom.js';
import { fillMeta, fillTitle } from './heading.js';
import { words } from './problems.js';

/** The dialog, closed; gives its element and `open(citation)`. */
export function releaseDialog(context) {
  const { say } = context;
  const title = el('h2', { id: 'release-title' });
  const meta = el('p', { id: 'release-meta', class: 'meta' });
  const check = el('p', { id: 'release-check', role: 'status' });
  const body = el('div', { id: 'release-text', tabindex: 0, role: 'group', 'aria-label': say.t('release.text') });
  const close = button(say.t('release.close'), () => dialog.close(), { id: 'release-close' });
  const dialog = el('dialog', { id: 'release', part: 'release', 'aria-labelledby': 'release-title' },
    el('header', {}, el('div', {}, title, meta), close), check, body);
  let reading = null;
  dialog.addEventListener('close', () => reading?.abort());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close(); // the dialog itself is only hit at its backdrop
  });

  const tell = (told, kind = '') => {
    check.textContent = told;
    check.className = kind;
  };

  async function open(citation) {
    reading?.abort();
    reading = new AbortController();
    const { signal } = reading;
    fillTitle(title, citation, say);
    fillMeta(meta, citation, say);
    body.replaceChildren();
    tell(say.t('release.fetching'));
    dialog.showModal();
    body.focus(); // where the keyboard scrolls
    try {
      const article = await context.service.article(citation.article_id, signal);
      if (!signal.aborted) show(article, citation);
    } catch (error) {
      if (!signal.aborted) tell(words(error, say).filter(Boolean).join('. '), 'warning');
    }
  }

  function show(article, citation) {
    const place = locate(article.text, citation);
    const changed = article.updated && article.updated !== article.published;
    fillTitle(title, article, say);
    fillMeta(meta, article, say, ...(changed ? [say.t('release.updated', { day: say.day(article.updated) })] : []));
    tell(...verdict(place, citation, say));
    body.replaceChildren(...blocks(article, place.range ? [place.range] : []));
    body.querySelector('mark')?.scrollIntoView({ block: 'start' });
  }

  return { element: dialog, open, close: () => dialog.close() };
}

/** Where the quotation stands: where it was cited, elsewhere in the text, or nowhere. */
export function locate(text, { start, end, quote }) {
  const cited = [toIndex(text, start), toIndex(text, end)];
  if (text.slice(...cited) === quote) return { exact: true, range: cited };
  const index = text.indexOf(quote);
  return { exact: false, range: index < 0 ? null : [index, index + quote.length] };
}

function verdict({ exact, range }, citation, say) {
  if (exact) return [`${say.t('release.exact')} ${reference(citation, say)}`];
  return [say.t(range ? 'release.moved' : 'release.gone'), 'warning'];
}

function blocks({ text, language }, ranges) {
  return paragraphs(text).map(([from, to]) => {
    const block = el('p');
    appendMarked(block, text.slice(from, to), within(ranges, from, to));
    return inItsScript(block, text.slice(from, to), language ?? '');
  });
}
