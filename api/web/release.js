// A whole release in a dialog, with the passage quoted from it marked. The
// quotation is compared with the text here, so the reader need not take it
// on trust.

import { article as fetchArticle } from './api.js';
import { fillMeta, fillTitle } from './heading.js';
import { appendMarked, paragraphs, toIndex, within } from './offsets.js';
import { formatDate, reference, setScript } from './words.js';

const dialog = document.getElementById('release');
const title = document.getElementById('release-title');
const meta = document.getElementById('release-meta');
const check = document.getElementById('release-check');
const body = document.getElementById('release-text');
let reading = null;

document.getElementById('release-close').addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => reading?.abort());
dialog.addEventListener('click', (event) => {
  if (event.target === dialog) dialog.close(); // the dialog itself is only hit at its backdrop
});

export async function openRelease(citation) {
  reading?.abort();
  reading = new AbortController();
  const { signal } = reading;
  fillTitle(title, citation);
  fillMeta(meta, citation);
  body.replaceChildren();
  say('Fetching the release…');
  dialog.showModal();
  try {
    const article = await fetchArticle(citation.article_id, signal);
    if (!signal.aborted) show(article, citation);
  } catch (error) {
    if (!signal.aborted) say(error.title ? `${error.title}. ${error.detail}` : String(error), 'warning');
  }
}

function show(article, citation) {
  const place = locate(article.text, citation);
  const changed = article.updated && article.updated !== article.published;
  fillTitle(title, article);
  fillMeta(meta, article, ...(changed ? [`updated ${formatDate(article.updated)}`] : []));
  say(...verdict(place, citation));
  fillText(article, place.range ? [place.range] : []);
  body.querySelector('mark')?.scrollIntoView({ block: 'start' });
}

/** Where the quotation stands: where it was cited, elsewhere in the text, or nowhere. */
function locate(text, { start, end, quote }) {
  const cited = [toIndex(text, start), toIndex(text, end)];
  if (text.slice(...cited) === quote) return { exact: true, range: cited };
  const index = text.indexOf(quote);
  return { exact: false, range: index < 0 ? null : [index, index + quote.length] };
}

function verdict({ exact, range }, citation) {
  if (exact) return [`The quotation is in this text, letter for letter. ${reference(citation)}`];
  if (range) return ['The quotation is in this text, but not where it was cited. The release may have changed since.', 'warning'];
  return ['The quotation is not in the text held now. The release may have changed since it was cited.', 'warning'];
}

function fillText({ text, language }, ranges) {
  const blocks = paragraphs(text).map(([from, to]) => {
    const block = document.createElement('p');
    const words = text.slice(from, to);
    appendMarked(block, words, within(ranges, from, to));
    setScript(block, words, language ?? '');
    return block;
  });
  body.replaceChildren(...blocks);
}

function say(words, kind = '') {
  check.textContent = words;
  check.className = kind;
}
