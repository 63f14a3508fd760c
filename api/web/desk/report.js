// The latest evaluation report: its main figures, and the way to the whole of it.

import { may, shut } from './allowed.js';
import { el, foreign } from './dom.js';
import * as key from '../key.js';
import { moment, named, number, percent, t } from './language.js';
import { table } from './parts.js';
import * as service from './service.js';

const PAGE = 'v1/report/page';

export const title = () => t('room.report');

export async function render(body, _here, signal) {
  if (!may('write')) return body.append(shut('write'));
  const report = await service.report(signal);
  if (!report) return body.append(el('p', { class: 'told' }, t('report.none')), el('pre', { dir: 'ltr' }, 'dateline eval GOLD.jsonl --corpus FOLDER --publish'));
  const { name, made, questions, answerable, articles, passages, model, modes } = report;
  body.append(
    el('p', { class: 'told' }, foreign('b', name), ` · ${moment(made)}`),
    el('p', { class: 'meta' }, t('report.about', { questions: number(questions), answerable: number(answerable), articles: number(articles), passages: number(passages) }), ' ', el('bdi', {}, model)),
    figures(modes),
    el('p', { class: 'meta' }, t('report.explain')),
    await whole(signal));
  return undefined;
}

function figures(modes) {
  const measures = [...new Set(modes.flatMap((one) => Object.keys(one.figures)))];
  const cell = (figure) => (figure ? [percent(figure.value), el('small', {}, ` ${percent(figure.low)}–${percent(figure.high)}`)] : ['–']);
  const line = (words, cells) => el('tr', {}, el('th', { scope: 'row' }, words),
    ...cells.map((content, at) => el('td', { 'data-label': modes[at].mode, class: at === modes.length - 1 ? 'best' : null }, ...content)));
  const rows = measures.map((measure) => line(named('measure', measure), modes.map((one) => cell(one.figures[measure]))));
  rows.push(line(t('report.time'), modes.map((one) => [t('report.ms', { n: number(Math.round(one.latency_ms.p50)) })])));
  return table([t('report.measure'), ...modes.map((one) => one.mode)], rows, t('room.report'));
}

/** A link carries no key; where one is needed the page is fetched with it and kept as a file. */
async function whole(signal) {
  if (!key.get()) return el('p', {}, el('a', { href: PAGE, target: '_blank', rel: 'noopener' }, t('report.open')));
  const reply = await fetch(PAGE, { headers: key.headers(), signal });
  const address = URL.createObjectURL(await reply.blob());
  signal.addEventListener('abort', () => URL.revokeObjectURL(address));
  return el('p', {}, el('a', { href: address, download: 'dateline-report.html' }, t('report.download')));
}
