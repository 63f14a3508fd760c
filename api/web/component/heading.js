// What stands above a passage and above a whole release: title, publisher, date.

import { el, inItsScript, linked } from './dom.js';
import { publisher } from './citing.js';

export function fillTitle(element, { title, url }, say) {
  const words = title ?? say.t('untitled');
  element.classList.toggle('untitled', !title);
  element.replaceChildren(linked(url, words));
  return title ? inItsScript(element, words) : Object.assign(element, { dir: say.dir, lang: say.tag });
}

/** Names and places keep their direction; the date is an element of its own so that machines can read it too. */
export function fillMeta(element, article, say, ...more) {
  const date = el(article.published ? 'time' : 'span', { datetime: article.published }, say.day(article.published));
  const parts = [publisher(article), article.place].filter(Boolean).map((words) => el('bdi', {}, words));
  const spaced = [...parts, date, ...more].flatMap((part, at) => (at ? [' · ', part] : [part]));
  element.replaceChildren(...spaced);
}
