// The key: shown by name, asked for where one is needed.

import { whatKeyMay, keyName } from './allowed.js';
import { asking } from './asking.js';
import { el } from './dom.js';
import * as key from '../key.js';
import { t } from './language.js';
import { field, input } from './parts.js';
import { access } from './service.js';

export function showKey() {
  const button = document.getElementById('key-button');
  button.textContent = key.get() ? t('key.named', { name: keyName() ?? '…' }) : t('key.enter');
}

export function askForKey(taken, problem = null) {
  if (document.querySelector('dialog.asking')) return;
  const value = input('key', { type: 'password', value: key.get(), spellcheck: 'false', autofocus: true });
  const remember = el('input', { type: 'checkbox', name: 'remember' });
  asking({
    title: t('key.title'),
    agree: t('key.use'),
    content: [
      problem && el('p', { class: 'wrong' }, problem.words),
      el('p', {}, t('key.explain')),
      field(t('key.field'), value),
      el('label', { class: 'tick' }, remember, ` ${t('key.remember')}`),
      el('p', { class: 'meta' }, whatKeyMay()),
    ].filter(Boolean),
    work: async () => {
      key.set(value.value, remember.checked);
      await access(); // a wrong one is said here, with the field still open
      await taken();
    },
  });
}
