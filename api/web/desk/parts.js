// Pieces that several rooms are made of.

import { el } from './dom.js';
import { t } from './language.js';

export const working = () => el('p', { class: 'working' }, t('working'));

export function failed(error, again) {
  const shown = el('div', { class: 'notice', role: 'alert' },
    el('h2', {}, error.title ?? t('oddReply')),
    el('p', {}, error.detail ?? String(error)));
  if (again) shown.append(button(t('again'), again, 'plain'));
  return shown;
}

export const button = (words, pressed, kind = '', given = {}) =>
  el('button', { type: 'button', class: kind, on: { click: pressed }, ...given }, words);

/** A labelled field; `control` is the field itself. */
export function field(words, control, more = null) {
  return el('label', { class: 'field' }, el('span', {}, words), control, more && el('small', {}, more));
}

export const input = (name, given = {}) => el('input', { name, autocomplete: 'off', ...given });

export function select(name, options, value = '') {
  const made = el('select', { name }, ...options.map(([key, words]) => el('option', { value: key }, words)));
  made.value = value;
  return made;
}

/** A table whose cells know their heading: on a narrow screen each row is a card. */
export function table(headings, rows, caption) {
  const head = el('tr', {}, ...headings.map((words) => el('th', { scope: 'col' }, words)));
  return el('table', { class: 'list' },
    el('caption', { class: 'unseen' }, caption),
    el('thead', {}, head),
    el('tbody', {}, ...rows));
}

/** A row: cells as `[heading, content]`, the first of which names the row. */
export const row = (...cells) =>
  el('tr', {}, ...cells.map(([heading, ...content], at) =>
    el(at ? 'td' : 'th', { scope: at ? null : 'row', 'data-label': heading }, ...content)));

/** Does what was pressed, with the button shut meanwhile; what goes wrong is said beside it. */
export async function pressing(pressed, work) {
  const beside = pressed.parentElement;
  beside.querySelector('.wrong')?.remove();
  pressed.disabled = true;
  try {
    return await work();
  } catch (error) {
    beside.append(el('p', { class: 'wrong', role: 'alert' }, error.words ?? String(error)));
    return undefined;
  } finally {
    pressed.disabled = false;
  }
}
