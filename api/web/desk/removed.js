// What was taken out of every answer, and the way back.

import { gate, may, shut } from './allowed.js';
import { announce, el, foreign } from './dom.js';
import { moment, named, number, t } from './language.js';
import { button, pressing, row, table } from './parts.js';
import { confirmPurge } from './removing.js';
import * as service from './service.js';

export const title = () => t('releases.removed');

export async function render(body, _here, signal) {
  body.append(el('p', {}, el('a', { href: '#/releases' }, t('back'))));
  if (!may('write')) return body.append(shut('write'));
  const { removed, total } = await service.removed(signal);
  const told = el('p', { class: 'told' });
  let left = total;
  const count = () => { told.textContent = left ? t('removed.count', { n: number(left) }) : t('removed.none'); };
  const gone = (made, words) => {
    made.remove();
    left -= 1;
    count();
    announce(words);
  };
  count();
  body.append(told);
  if (total) body.append(el('p', { class: 'meta' }, t('removed.explain')), listing(removed, gone));
  return undefined;
}

const listing = (removed, gone) =>
  table([t('title'), t('source'), t('removed.when'), t('removed.why'), t('actions')], removed.map((one) => line(one, gone)), t('releases.removed'));

function line(one, gone) {
  const name = one.title ?? one.path;
  const made = row(
    [t('title'), foreign('span', name)],
    [t('source'), foreign('span', one.source)],
    [t('removed.when'), el('span', {}, moment(one.removed))],
    [t('removed.why'), foreign('span', named('why', one.why))],
    [t('actions'), el('span', { class: 'actions' },
      gate(button(t('removed.restore'), (event) => restore(event.target, one, () => gone(made, t('removed.back')))), 'write'),
      gate(button(t('purge.act'), () => confirmPurge(one.id, name, () => gone(made, t('purge.done'))), 'danger'), 'admin'))],
  );
  return made;
}

async function restore(pressed, one, back) {
  const done = await pressing(pressed, () => service.restore(one.id));
  if (done) back();
}
