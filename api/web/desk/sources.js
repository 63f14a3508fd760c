// Where releases come from, when each place was last looked at and with what outcome.

import { gate, shut } from './allowed.js';
import { asking } from './asking.js';
import { announce, el, foreign } from './dom.js';
import { follow } from './following.js';
import { every, moment, named, number, t } from './language.js';
import { button, pressing, row, table } from './parts.js';
import * as service from './service.js';
import { addressForm } from './sourceform.js';

export const title = () => t('room.sources');

export async function render(body, _here, signal) {
  const found = await service.sources(signal);
  const place = el('div');
  const again = async () => place.replaceChildren(listing(await service.sources(signal), again, signal));
  const fresh = async (source, job) => {
    await again();
    const line = [...place.querySelectorAll('tr[data-name]')].find(({ dataset }) => dataset.name === source.name);
    if (job && line) await watched(line, job, again, signal);
  };
  body.append(shut('write') ?? '', addressForm(fresh), place);
  place.append(listing(found, again, signal));
}

function listing(found, again, signal) {
  if (!found.length) return el('p', { class: 'told' }, t('sources.none'));
  const headings = [t('source'), t('sources.kind'), t('sources.articles'), t('sources.last'), t('actions')];
  return table(headings, found.map((one) => line(one, again, signal)), t('room.sources'));
}

function line(one, again, signal) {
  const listed = el('a', { href: `#/releases?${new URLSearchParams({ source: one.name })}` }, one.name);
  const sync = gate(button(t('sources.sync'), (event) => start(event.target, made, one, again, signal)), 'write');
  const remove = gate(button(t('sources.remove'), () => confirm(one, again), 'danger'), 'write');
  const made = row(
    [t('source'), listed, el('p', { class: 'meta', dir: 'ltr' }, one.address ?? '')],
    [t('sources.kind'), el('span', {}, named('kind', one.kind ?? 'none')), el('p', { class: 'meta' }, one.address ? every(one.every) : '')],
    [t('sources.articles'), el('span', {}, number(one.articles))],
    [t('sources.last'), el('div', { class: 'last' }, ...last(one.last_sync))],
    [t('actions'), el('span', { class: 'actions' }, one.address ? sync : '', remove)],
  );
  made.dataset.name = one.name;
  return made;
}

function last(sync) {
  if (!sync) return [t('sources.never')];
  const when = el('span', {}, moment(sync.finished ?? sync.started));
  return [when, el('p', { class: sync.problem ? 'wrong' : 'meta' }, sync.problem ? foreign('span', sync.problem) : outcome(sync.counts) || named('result', sync.outcome))];
}

/** Counts in words: "added 3 · unchanged 40". */
export const outcome = (counts) =>
  Object.entries(counts ?? {}).filter(([, n]) => n).map(([name, n]) => `${named('outcome', name)} ${number(n)}`).join(' · ');

async function start(pressed, made, one, again, signal) {
  const job = await pressing(pressed, () => service.sync(one.name));
  if (job) await watched(made, job, again, signal);
}

/** Shows a sync where its source stands, until it has ended. */
async function watched(made, job, again, signal) {
  const place = made.querySelector('.last');
  const bar = el('progress', { max: 1, 'aria-label': t('sources.syncing') });
  const said = el('p', { class: 'meta' }, t('sources.syncing'));
  place.replaceChildren(bar, said);
  try {
    const ended = await follow(job.id, ({ done, total }) => {
      if (total) bar.value = done / total;
      said.textContent = total ? t('jobs.progress', { done: number(done), total: number(total) }) : t('sources.syncing');
    }, signal);
    announce(t(ended.state === 'done' ? 'sources.synced' : 'sources.failed'));
    await again();
  } catch (error) {
    if (!signal.aborted) place.replaceChildren(el('p', { class: 'wrong', role: 'alert' }, error.words ?? String(error)));
  }
}

function confirm(one, again) {
  const erase = gate(el('input', { type: 'checkbox', name: 'purge' }), 'admin');
  asking({
    title: t('sources.removeTitle'),
    agree: t('sources.remove'),
    danger: true,
    content: [foreign('p', one.name, { class: 'subject' }), el('p', {}, t('sources.removeExplain', { n: number(one.articles) })),
      el('label', { class: 'tick' }, erase, ` ${t('sources.purge')}`)],
    work: async () => {
      await service.removeSource(one.name, erase.checked);
      announce(t('sources.removed', { name: one.name }));
      await again();
    },
  });
}
