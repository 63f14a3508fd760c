// What readers thought of answers, waiting for somebody to take it as a gold
// question's candidate or to drop it.

import { count, may, shut } from './allowed.js';
import { announce, el, foreign } from './dom.js';
import { moment, number, t } from './language.js';
import { button, pressing } from './parts.js';
import * as service from './service.js';

export const title = () => t('room.feedback');

export async function render(body, _here, signal) {
  if (!may('admin')) return body.append(shut('admin'));
  const { feedback, total } = await service.feedback(signal);
  const told = el('p', { class: 'told' }, total ? t('feedback.count', { n: number(total) }) : t('feedback.none'));
  const list = el('ul', { class: 'judgements' });
  body.append(told, el('p', { class: 'meta' }, t('feedback.explain')), list);
  list.append(...feedback.map((one) => line(one, told)));
  return undefined;
}

function line(one, told) {
  const { id, created, question, verdict, comment, article_id: article, quote } = one;
  const state = (state) => async (event) => {
    const done = await pressing(event.target, () => service.judge(id, state).then(() => true));
    if (!done) return;
    const next = made.nextElementSibling ?? made.previousElementSibling;
    made.remove();
    announce(t(`feedback.${state}`));
    if (!next) told.textContent = t('feedback.none');
    (next?.querySelector('button') ?? document.querySelector('#main h1')).focus();
    count().catch(() => {});
  };
  const made = el('li', { 'data-verdict': verdict },
    el('p', { class: 'verdict' }, t(`verdict.${verdict}`), el('small', {}, ` ${moment(created)}`)),
    foreign('h2', question, { class: 'name' }),
    comment ? foreign('p', comment) : '',
    quote ? foreign('blockquote', quote) : '',
    el('p', {}, article ? el('a', { href: `#/release/${encodeURIComponent(article)}` }, t('feedback.release')) : '', ' ',
      el('a', { href: `./?q=${encodeURIComponent(question)}` }, t('feedback.ask'))),
    el('p', { class: 'actions' },
      button(t('feedback.accept'), state('accepted'), 'main'),
      button(t('feedback.drop'), state('dropped'))));
  return made;
}
