// What narrows a question: days, source, language, a day in the past, effort and caution.

import { button, el } from './dom.js';
import { NAMES } from './query.js';

const LANGUAGES = ['en', 'fr', 'ar'];
const EFFORTS = ['thorough', 'quick'];
const CAUTIONS = ['cautious', 'balanced', 'eager'];

/** The fields, in a disclosure; `sources` limits them to those named, `shown` is whether they are there at all. */
export function filterFields(context, { sources, shown }) {
  const { say } = context;
  const field = (key, control) => el('label', {}, el('span', {}, say.t(`filters.${key}`)), control);
  const date = (name) => el('input', { type: 'date', name, id: name });
  const choice = (name, options, none) =>
    el('select', { name, id: name }, none && el('option', { value: '' }, none), options.map(([value, words]) => el('option', { value }, words)));
  const levels = (name, values) =>
    choice(name, values.map((value) => [value, say.t(`filters.${name}.${value}`)]), say.t(`filters.${name}.usual`));
  const count = el('span', { id: 'filter-count' });
  const clear = button(say.t('filters.clear'), () => { fill({}); }, { id: 'clear-filters' });
  const named = sources.map((name) => [name, name]);
  const element = el('details', { id: 'filters', hidden: !shown },
    el('summary', {}, say.t('filters.title'), ' ', count),
    el('div', { class: 'fields' },
      field('from', date('published_from')),
      field('to', date('published_to')),
      field('source', choice('source', named, sources.length ? null : say.t('filters.anySource'))),
      field('language', choice('language', LANGUAGES.map((code) => [code, say.languageName(code)]), say.t('filters.anyLanguage'))),
      field('asOf', date('as_of')),
      field('effort', levels('effort', EFFORTS)),
      field('caution', levels('caution', CAUTIONS)),
      el('p', { class: 'buttons' }, el('button', { type: 'submit', class: 'plain' }, say.t('filters.apply')), clear)));
  const fields = Object.fromEntries(NAMES.map((name) => [name, element.querySelector(`#${name}`)]));

  function countThem() {
    const set = NAMES.filter((name) => fields[name].value && !(name === 'source' && sources.length)).length;
    count.textContent = set ? `(${say.number(set)})` : '';
  }

  // The address may name a source before the list of sources has come.
  function fill(narrowed) {
    for (const name of NAMES) {
      const value = narrowed[name] ?? (name === 'source' ? sources[0] : '') ?? '';
      const { options } = fields[name];
      if (options && ![...options].some((option) => option.value === value)) fields[name].add(new Option(value, value));
      fields[name].value = value;
    }
    countThem();
    valid();
  }

  function valid() {
    const { published_from: from, published_to: to } = fields;
    const backwards = from.value && to.value && to.value < from.value;
    to.setCustomValidity(backwards ? say.t('filters.backwards') : '');
    if (backwards) element.open = true; // a message cannot be shown on a hidden field
    return !backwards;
  }

  function offer(found) {
    if (sources.length) return;
    for (const { name, articles } of found) {
      const label = `${name} (${say.number(articles)})`;
      const there = [...fields.source.options].find((option) => option.value === name);
      if (there) there.text = label;
      else fields.source.add(new Option(label, name));
    }
  }

  element.addEventListener('change', countThem);
  fill({});
  return { element, fill, valid, offer, read: () => Object.fromEntries(NAMES.map((name) => [name, fields[name].value || null])) };
}
