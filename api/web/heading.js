// What stands above a passage and above a whole release: title, publisher, date.

import { formatDate, isWebAddress, publisher, setScript } from './words.js';

export function fillTitle(element, { title, url }) {
  const words = title ?? 'Untitled release';
  element.classList.toggle('untitled', !title);
  element.replaceChildren(isWebAddress(url) ? link(url, words) : words);
  setScript(element, words);
}

function link(url, words) {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.rel = 'noreferrer';
  anchor.textContent = words;
  return anchor;
}

/** The date is an element of its own so that machines can read it too. */
export function fillMeta(element, article, ...more) {
  const date = document.createElement(article.published ? 'time' : 'span');
  if (article.published) date.dateTime = article.published;
  date.textContent = formatDate(article.published);
  const place = article.place ? ` · ${article.place}` : '';
  element.replaceChildren(`${publisher(article)}${place} · `, date, ...more.map((words) => ` · ${words}`));
}
