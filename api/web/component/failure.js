// What is shown instead of an answer: what went wrong, or the field for a key.

import * as key from '../key.js';
import { button, el } from './dom.js';
import { words } from './problems.js';

/** The notice for a problem; `retry` asks again. */
export function failure(problem, { say, asksKey }, retry) {
  if (asksKey && problem.status === 401) return keyField(problem, say, retry);
  const [title, detail] = words(problem, say);
  return el('section', { id: 'failure', class: 'notice', role: 'alert', part: 'failure' },
    el('h2', { dir: 'auto' }, title), detail && el('p', { dir: 'auto' }, detail),
    button(say.t('failed.again'), retry, { id: 'retry' }));
}

function keyField(problem, say, retry) {
  const field = el('input', { type: 'password', id: 'key', name: 'key', autocomplete: 'off', spellcheck: 'false', required: true, dir: 'ltr' });
  const remember = el('input', { type: 'checkbox', id: 'remember', name: 'remember' });
  const submitted = (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    key.set(field.value, remember.checked);
    retry();
  };
  const wrong = problem.kind === 'key-unknown';
  return el('section', { id: 'failure', class: 'notice', role: 'alert', part: 'failure' },
    el('h2', {}, say.t(wrong ? 'problem.key-unknown' : 'key.title')),
    el('form', { id: 'key-form', on: { submit: submitted } },
      el('p', {}, say.t('key.explain')),
      el('label', { for: 'key' }, say.t('key.field')), field,
      el('label', { class: 'tick' }, remember, ' ', say.t('key.remember')),
      el('button', { type: 'submit', class: 'plain' }, say.t('key.use'))));
}
