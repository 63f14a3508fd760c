// The question box.

import { el } from './dom.js';
import { filterFields } from './filters.js';
import { query } from './query.js';

/** The form; `submitted` gets the query. Gives its element, `fill`, `focus` and `offer` (sources). */
export function questionForm(context, given, submitted) {
  const { say } = context;
  const field = el('input', {
    id: 'question', name: 'question', type: 'search', dir: 'auto', autocomplete: 'off', enterkeyhint: 'search',
    maxlength: 5000, placeholder: given.placeholder, part: 'question',
  });
  const filters = filterFields(context, given);
  const element = el('form', { id: 'ask', role: 'search', novalidate: true, on: { submit, keydown: held, click: doubled } },
    el('div', { class: 'question' },
      el('label', { for: 'question' }, say.t('form.question')),
      field,
      el('button', { id: 'ask-button', type: 'submit', part: 'button' }, say.t('form.ask'))),
    filters.element);

  function submit(event) {
    event.preventDefault();
    if (!filters.valid()) return element.reportValidity();
    const asked = query(field.value, filters.read());
    if (!asked.question) return field.focus();
    // On a phone the keyboard would cover the answer.
    if (matchMedia('(pointer: coarse)').matches) field.blur();
    return submitted(asked);
  }

  // A key held down and the second click of a double click ask nothing new, even where the answer came in between.
  function held(event) {
    if (event.key === 'Enter' && event.repeat) event.preventDefault();
  }

  function doubled(event) {
    if (event.target.id === 'ask-button' && event.detail > 1) event.preventDefault();
  }

  function fill({ question, narrowed }) {
    field.value = question;
    filters.fill(narrowed);
    const set = Object.entries(narrowed).some(([name, value]) => value && !(name === 'source' && given.sources.length));
    if (set) filters.element.open = true;
  }

  return { element, fill, offer: filters.offer, focus: () => field.focus(), read: () => query(field.value, filters.read()) };
}
