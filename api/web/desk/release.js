// One release: its text with what is not the news marked, its facts and where
// each was read, its versions, and the other releases of its story.

import { gate, shut } from './allowed.js';
import { showDifference } from './difference.js';
import { announce, el, foreign, inItsScript } from './dom.js';
import { day, languageName, listed, moment, named, t } from './language.js';
import { paragraphs } from '../offsets.js';
import { button, failed } from './parts.js';
import { confirmPurge, confirmRemoval } from './removing.js';
import * as service from './service.js';
import { indexer } from './spans.js';

export const title = () => t('release.title');

export async function render(body, { rest: [id], search }, signal) {
  const hash = search.get('version') || undefined;
  const article = await service.article(id, signal, hash);
  const name = article.title ?? article.path;
  const heading = inItsScript(body.previousElementSibling, name, article.language ?? '');
  heading.textContent = name;
  document.title = `${name} · ${t('brand')}`;
  body.append(
    el('p', { class: 'crumbs' }, el('a', { href: '#/releases' }, t('back'))),
    article.subtitle ? foreign('p', article.subtitle, { class: 'subtitle' }) : '',
    hash && hash !== article.versions.at(-1).content_hash ? earlier(article) : '',
    actions(article, name),
    el('div', { class: 'two' },
      el('section', { 'aria-label': t('release.text'), class: 'sheet' }, ...text(article)),
      el('div', { class: 'aside' }, facts(article), versions(article, body), story(article, body))),
  );
  const to = search.get('to');
  if (to) await compare(body, article, to, signal);
}

const earlier = (article) =>
  el('p', { class: 'notice' }, t('release.earlier'), ' ', el('a', { href: `#/release/${encodeURIComponent(article.id)}` }, t('release.now')));

function actions(article, name) {
  const leave = (words) => () => {
    location.hash = '#/removed';
    announce(words);
  };
  return el('div', { class: 'actions' },
    gate(button(t('remove.open'), () => confirmRemoval(article.id, name, leave(t('remove.done')))), 'write'),
    gate(button(t('purge.open'), () => confirmPurge(article.id, name, leave(t('purge.done'))), 'danger'), 'admin'),
    article.url ? el('a', { link: article.url }, t('release.published')) : '',
    shut('write') ?? shut('admin') ?? '');
}

/** Paragraphs in runs of one kind: the news, or something beside it with its name. */
function text({ text: words, parts, language }) {
  const at = indexer(words);
  const beside = parts.map((part) => ({ ...part, start: at(part.start), end: at(part.end) }));
  const shown = [];
  let run = null;
  for (const [from, to] of paragraphs(words)) {
    const kind = beside.find((part) => part.start < to && from < part.end)?.kind ?? null;
    const paragraph = inItsScript(el('p', {}, words.slice(from, to)), words.slice(from, to), language ?? '');
    if (kind && run?.kind === kind) run.element.append(paragraph);
    else if (kind) {
      run = { kind, element: el('div', { class: 'beside', role: 'group', 'aria-label': named('part', kind) }, el('small', {}, named('part', kind)), paragraph) };
      shown.push(run.element);
    } else {
      run = null;
      shown.push(paragraph);
    }
  }
  return shown;
}

function facts(article) {
  const { found } = article;
  const people = article.people.map(({ name, role }) => (role ? `${name} (${role})` : name));
  const rows = [
    ['published', day(article.published), found.published],
    ['updated', article.updated && day(article.updated), found.updated],
    ['place', article.place, found.place],
    ['issuer', article.issuer, found.issuer],
    ['language', listed((article.languages.length ? article.languages : [article.language]).map(languageName)), found.language],
    ['people', people.length ? people.join('; ') : null],
    ['source', article.source],
    ['path', article.path],
    ['firstSeen', moment(article.first_seen)],
    ['id', article.id],
  ].filter(([, value]) => value);
  return el('section', {}, el('h2', {}, t('release.facts')), el('dl', { class: 'facts' }, ...rows.map(([key, value, where]) =>
    el('div', {}, el('dt', {}, t(key)),
      el('dd', {}, foreign('span', value), where ? el('small', {}, ` ${t('release.found', { where: named('found', where) })}`) : '')))));
}

function versions(article, body) {
  const last = article.versions.at(-1).content_hash;
  const href = (hash) => `#/release/${encodeURIComponent(article.id)}${hash === last ? '' : `?version=${encodeURIComponent(hash)}`}`;
  const rows = article.versions.toReversed().map(({ content_hash: hash, stored }) => {
    const shown = hash === article.content_hash;
    const label = hash === last ? t('versions.current') : shown && t('versions.shown');
    return el('li', {}, el('span', {}, moment(stored)), ' ', el('code', {}, hash.replace('sha256:', '').slice(0, 12)), ' ',
      label ? el('span', { class: 'meta' }, label) : '', ' ',
      shown ? '' : el('span', { class: 'actions' },
        el('a', { href: href(hash) }, t('versions.read')),
        button(t('versions.compare'), () => compare(body, article, hash), 'plain')));
  });
  return el('section', {}, el('h2', {}, t('versions.title')), el('ul', { class: 'lines' }, ...rows));
}

function story(article, body) {
  if (!article.also_in.length) return '';
  const rows = article.also_in.map((one) =>
    el('li', {},
      foreign('a', one.title ?? t('untitled'), { href: `#/release/${encodeURIComponent(one.article_id)}` }),
      el('p', { class: 'meta' }, `${one.source} · ${day(one.published)} · ${named('relation', one.relation)}`),
      button(t('versions.compare'), () => compare(body, article, one.article_id), 'plain')));
  return el('section', {}, el('h2', {}, t('story.title')), el('ul', { class: 'lines' }, ...rows));
}

async function compare(body, article, to, signal) {
  body.querySelector('.difference')?.remove();
  const place = el('section', { class: 'difference', 'aria-label': t('diff.title') });
  body.querySelector('.two').before(place);
  try {
    await showDifference(place, article, to, signal);
    place.querySelector('h2').focus();
    place.scrollIntoView({ block: 'start' });
  } catch (error) {
    if (!signal?.aborted) place.append(failed(error));
  }
}
