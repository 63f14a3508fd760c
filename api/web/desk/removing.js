// Taking a release out of every answer, and erasing it for good.

import { asking } from './asking.js';
import { el, foreign } from './dom.js';
import { t } from './language.js';
import { field, input } from './parts.js';
import * as service from './service.js';

export function confirmRemoval(id, name, done) {
  const why = input('why', { maxlength: 200, dir: 'auto', autofocus: true });
  asking({
    title: t('remove.title'),
    agree: t('remove.act'),
    content: [foreign('p', name, { class: 'subject' }), el('p', {}, t('remove.explain')), field(t('remove.why'), why)],
    work: async () => {
      await service.remove(id, why.value.trim());
      done();
    },
  });
}

/** Erasing cannot be undone: a word has to be typed, so that no slip of a finger does it. */
export function confirmPurge(id, name, done) {
  const word = t('purge.word');
  const typed = input('word', { autocapitalize: 'off', spellcheck: 'false', autofocus: true });
  asking({
    title: t('purge.title'),
    agree: t('purge.act'),
    danger: true,
    ready: () => typed.value.trim().toLowerCase() === word.toLowerCase(),
    content: [foreign('p', name, { class: 'subject' }), el('p', {}, t('purge.explain')), field(t('purge.type', { word }), typed)],
    work: async () => {
      await service.purge(id);
      done();
    },
  });
}
