// What is held: narrowed by source, language and days, or searched by words.

import { el, foreign, announce } from './dom.js';
import { day, languageName, number, t } from './language.js';
import { button, failed, field, input, pressing, row, select, table } from './parts.js';
import * as service from './service.js';

const PAGE = 50;
const LANGUAGES = ['en', 'fr', 'ar', 'es'];
const NAMES = ['source', 'language', 'published_from', 'published_to'];

export const title = () => t('room.releases');

export async function render(body, { search }, signal) {
  const words = search.get('q') ?? '';
  const filters = Object.fromEntries(NAMES.map((name) => [name, search.get(name) || null]));
  const sources = await service.sources(signal);
  const results = el('div', { class: 'results' });
  body.append(narrowing(words, filters, sources), results);
  try {
    await (words ? searched(results, words, filters, signal) : listed(results, filters, signal));
  } catch (error) {
    if (!signal.aborted) results.replaceChildren(failed(error));
  }
}

function narrowing(words, filters, sources) {
  const named = (label) => [['', label], ...sources.map((one) => [one.name, `${one.name} (${number(one.articles)})`])];
  const known = new Set([...LANGUAGES, filters.language].filter(Boolean));
  const form = el('form', { class: 'narrowing', role: 'search', novalidate: true, on: { submit: (event) => go(event, form) } },
    field(t('releases.words'), input('q', { type: 'search', value: words, dir: 'auto' })),
    field(t('source'), select('source', named(t('anySource')), filters.source ?? '')),
    field(t('language'), select('language', [['', t('anyLanguage')], ...[...known].map((one) => [one, languageName(one)])], filters.language ?? '')),
    field(t('from'), input('published_from', { type: 'date', value: filters.published_from })),
    field(t('to'), input('published_to', { type: 'date', value: filters.published_to })),
    el('p', { class: 'buttons' },
      el('button', { type: 'submit', class: 'main' }, t('releases.show')),
      el('a', { href: '#/releases' }, t('releases.all')),
      el('a', { href: '#/removed' }, t('releases.removed'))));
  return form;
}

function go(event, form) {
  event.preventDefault();
  const { published_from: from, published_to: to } = form.elements;
  to.setCustomValidity(from.value && to.value && to.value < from.value ? t('reversed') : '');
  if (!form.reportValidity()) return;
  const given = [...new FormData(form)].filter(([, value]) => value);
  const hash = `#/releases?${new URLSearchParams(given)}`;
  if (hash === location.hash) dispatchEvent(new HashChangeEvent('hashchange'));
  else location.hash = hash;
}

async function searched(results, words, filters, signal) {
  const found = await service.search(words, filters, signal);
  const told = el('p', { class: 'told' }, t(found.length ? 'releases.fitting' : 'releases.none', { n: number(found.length) }));
  results.append(told, found.length ? listing(found.map((one) => line(one, one.words))) : '');
  announce(told.textContent);
}

async function listed(results, filters, signal) {
  const told = el('p', { class: 'told' });
  const rows = [];
  const shown = listing(rows);
  const more = button(t('releases.more'), () => pressing(more, next));
  results.append(told, shown, more);
  let after = null;
  async function next() {
    const page = await service.articles({ ...filters, limit: PAGE, after }, signal);
    const fresh = page.articles.map((one) => line(one));
    const begin = shown.tBodies[0].rows.length;
    shown.tBodies[0].append(...fresh);
    after = page.next;
    more.hidden = !after;
    shown.hidden = !shown.tBodies[0].rows.length;
    told.textContent = shown.hidden ? t('releases.none')
      : t('releases.count', { shown: number(shown.tBodies[0].rows.length), total: number(page.total) });
    announce(told.textContent);
    if (begin) fresh[0]?.querySelector('a').focus(); // reading goes on where the new ones begin
  }
  await next();
}

const listing = (rows) =>
  table([t('title'), t('published'), t('source'), t('language')], rows, t('room.releases'));

function line(one, words = null) {
  const name = foreign('a', one.title ?? one.path ?? t('untitled'), { href: `#/release/${encodeURIComponent(one.id)}`, class: 'title' }, one.language ?? '');
  return row(
    [t('title'), name, words && foreign('p', words, { class: 'words' })],
    [t('published'), el('span', {}, day(one.published))],
    [t('source'), foreign('span', one.source)],
    [t('language'), el('span', {}, one.language === undefined ? '' : languageName(one.language))],
  );
}
