// Releases in: dropped or chosen files, pasted text, an address.

import { gate, may, onlySources, shut } from './allowed.js';
import { announce, el, foreign } from './dom.js';
import { chosen, dropped } from './dropping.js';
import { number, percent, size, t } from './language.js';
import { button, field, input, select } from './parts.js';
import * as queue from './queue.js';
import { unreadable } from './service.js';
import { addressForm } from './sourceform.js';

export const title = () => t('room.add');

const SOURCE = 'upload';
let source = SOURCE;

export async function render(body, _here, signal) {
  const list = el('ol', { class: 'queue', 'aria-label': t('add.list') });
  const told = el('p', { class: 'told' });
  const tools = el('p', { class: 'buttons' },
    button(t('add.stop'), () => queue.stop(), 'plain'),
    button(t('add.forget'), () => { queue.forget(); fill(); }, 'plain'));
  const lines = new Map();
  const fill = () => {
    lines.clear();
    for (const item of queue.items) lines.set(item.id, line(item));
    list.replaceChildren(...[...lines.values()].map(({ element }) => element));
    sum(told, tools);
  };
  queue.listen((item) => {
    if (!lines.has(item.id)) list.append(lines.set(item.id, line(item)).get(item.id).element);
    lines.get(item.id).show(item);
    sum(told, tools);
  }, signal);
  body.append(shut('write') ?? '', files(), el('section', { class: 'coming' }, told, tools, list), pasting(), addressForm());
  fill();
}

/** Wherever on the page something is dropped, it is taken in. */
export function listenForDrops(arrived) {
  const over = document.getElementById('over');
  const holds = (event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (event) => {
    if (!holds(event)) return;
    event.preventDefault(); // else the browser would open the file in place of the page
    event.dataTransfer.dropEffect = may('write') ? 'copy' : 'none';
    over.hidden = !may('write');
  });
  addEventListener('dragleave', (event) => { if (!event.relatedTarget) over.hidden = true; });
  addEventListener('drop', async (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    over.hidden = true;
    if (!may('write')) return;
    const found = dropped(event.dataTransfer);
    arrived();
    take(await found);
  });
  addEventListener('beforeunload', (event) => { if (queue.busy()) event.preventDefault(); });
}

function take(found) {
  if (!found.length) return announce(t('add.nothing'));
  announce(t('add.coming', { n: number(found.filter(({ file }) => file).length) }));
  return queue.put(found.map(({ file, name }) =>
    (file ? { file, name, bytes: file.size, source } : { name, bytes: null, state: 'refused', problem: unreadable() })));
}

function files() {
  const pick = (folder) => {
    const given = folder ? { webkitdirectory: true } : { multiple: true };
    const chooser = el('input', { type: 'file', id: folder ? 'folder' : 'files', class: 'unseen', tabindex: '-1', 'aria-hidden': 'true', ...given });
    chooser.addEventListener('change', () => {
      take(chosen(chooser.files));
      chooser.value = ''; // the same file may be chosen again
    });
    return [chooser, gate(button(t(folder ? 'add.folder' : 'add.files'), () => chooser.click(), folder ? '' : 'main'), 'write')];
  };
  const only = onlySources();
  if (only && !only.includes(source)) [source] = only; // a key for some sources adds to these alone
  const name = only ? select('source', only.map((one) => [one, one]), source) : input('source', { value: source, maxlength: 100, dir: 'auto' });
  name.addEventListener('input', () => { source = name.value.trim() || SOURCE; });
  return el('section', { class: 'drop' },
    el('h2', {}, t('add.drop')),
    el('p', { class: 'meta' }, t('add.formats')),
    el('div', { class: 'actions' }, ...pick(false), ...pick(true)),
    field(t('add.source'), name, t('add.sourceWhy')));
}

function pasting() {
  const form = el('form', { class: 'paste', novalidate: true, on: { submit: (event) => paste(event, form) } },
    field(t('add.text'), el('textarea', { name: 'text', rows: 8, required: true, dir: 'auto' })),
    el('div', { class: 'fields' },
      field(t('title'), input('title', { maxlength: 1000, dir: 'auto' }), t('add.ifKnown')),
      field(t('published'), input('published', { type: 'date' }), t('add.ifKnown')),
      field(t('address'), input('url', { type: 'url', inputmode: 'url', dir: 'ltr' }), t('add.ifKnown')),
      field(t('add.format'), select('format', [['text', t('format.text')], ['markdown', 'Markdown'], ['html', 'HTML']], 'text'))),
    el('p', { class: 'buttons' }, gate(el('button', { type: 'submit', class: 'main' }, t('add.act')), 'write')));
  return el('details', {}, el('summary', {}, t('add.paste')), form);
}

function paste(event, form) {
  event.preventDefault();
  if (!form.reportValidity()) return;
  const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  const name = given.title ?? given.text.trim().split('\n')[0].slice(0, 80);
  queue.put([{ article: { ...given, source }, name, bytes: new Blob([given.text]).size }]);
  form.reset();
  announce(t('add.coming', { n: number(1) }));
}

function sum(told, tools) {
  const count = (...states) => queue.items.filter(({ state }) => states.includes(state)).length;
  const [done, refused, left] = [count('done'), count('refused'), count('waiting', 'paused', 'sending', 'reading')];
  tools.hidden = !queue.items.length;
  const words = queue.items.length ? t('add.sum', { done: number(done), refused: number(refused), left: number(left) }) : '';
  if (told.textContent === words) return;
  told.textContent = words;
  if (!left && words) announce(words);
}

/** One item's line; `show` brings it up to date. */
function line(item) {
  const bar = el('progress', { max: 1, 'aria-label': item.name });
  const state = el('p', { class: 'state' });
  const element = el('li', {}, foreign('span', item.name, { class: 'file' }), item.bytes !== null && el('small', {}, size(item.bytes)), bar, state);
  const show = () => {
    const going = ['waiting', 'paused', 'sending', 'reading'].includes(item.state);
    element.dataset.state = item.state;
    bar.hidden = !going;
    if (item.state === 'reading') bar.removeAttribute('value');
    else bar.value = item.share;
    state.replaceChildren(...said(item));
  };
  show();
  return { element, show };
}

function said(item) {
  const { file, state, share, outcome, article, problem } = item; // `article`: pasted to be sent, or what came of it
  if (state === 'sending') return [t('state.sending', { share: percent(share) })];
  if (state === 'paused') return [t('state.paused'), ' ', problem.words];
  if (state === 'done') {
    const name = foreign('a', article.title ?? article.path, { href: `#/release/${encodeURIComponent(article.id)}` });
    return [el('b', {}, t(`outcome.${outcome}`)), ' ', name];
  }
  if (state === 'refused') {
    const again = (file || article) && button(t('again'), () => queue.again(item), 'plain');
    return [el('b', {}, t('state.refused')), ' ', foreign('span', problem.words), ' ', again || ''];
  }
  return [t(`state.${state}`)];
}
