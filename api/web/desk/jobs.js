// What the service is at work on, and what it has done lately.

import { el, foreign } from './dom.js';
import { ended, follow } from './following.js';
import { moment, named, number, t } from './language.js';
import * as service from './service.js';
import { outcome } from './sources.js';

export const title = () => t('room.jobs');

export async function render(body, _here, signal) {
  const jobs = await service.jobs(signal);
  body.append(el('p', { class: 'told' }, jobs.length ? t('jobs.count', { n: number(jobs.length) }) : t('jobs.none')));
  const list = el('ul', { class: 'jobs' });
  body.append(list);
  for (const job of jobs) {
    const line = el('li', {}, ...said(job));
    list.append(line);
    if (!ended(job)) follow(job.id, (now) => line.replaceChildren(...said(now)), signal).catch(() => {});
  }
}

function said(job) {
  const { kind, state, created, finished, total, done, problem, source, counts } = job;
  const bar = el('progress', { max: 1, 'aria-label': t('jobs.progress', { done: number(done), total: number(total ?? 0) }) });
  if (total) bar.value = done / total;
  const words = [`${named('job', kind)}${source ? ` · ${source}` : ''}`, named('state', state)].join(' · ');
  return [
    el('p', {}, el('b', {}, words)),
    el('p', { class: 'meta' }, [moment(created), finished && moment(finished), total && t('jobs.progress', { done: number(done), total: number(total) })].filter(Boolean).join(' · ')),
    ended(job) ? '' : bar,
    problem ? foreign('p', `${problem.title ?? ''} ${problem.detail ?? ''}`, { class: 'wrong' }) : '',
    el('p', { class: 'meta' }, outcome(counts)),
    counts.refused ? refused(job) : '',
  ];
}

/** What was refused, and why: asked for when somebody wants to see it. */
function refused({ id, counts }) {
  const list = el('ol', { class: 'lines' });
  const shown = el('details', {}, el('summary', {}, t('jobs.refused', { n: number(counts.refused) })), list);
  shown.addEventListener('toggle', async () => {
    if (!shown.open || list.querySelector('li:not(.wrong)')) return;
    try {
      const { items } = await service.job(id);
      const told = items.filter(({ problem }) => problem);
      list.replaceChildren(...told.map(({ index, problem }) => foreign('li', `${number(index + 1)}: ${problem.title}. ${problem.detail}`)));
    } catch (error) {
      list.replaceChildren(el('li', { class: 'wrong', role: 'alert' }, error.words ?? String(error))); // opening it again asks again
    }
  });
  return shown;
}
