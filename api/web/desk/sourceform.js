// An address that releases come from: one page, a press room, a feed.

import { gate } from './allowed.js';
import { announce, el } from './dom.js';
import { t } from './language.js';
import { field, input, pressing, select } from './parts.js';
import * as service from './service.js';

const OFTEN = ['', '900', '3600', '21600', '86400', '604800'];

/** A form that registers a source and starts its first sync; `added` is told of both. */
export function addressForm(added = () => { location.hash = '#/sources'; }) {
  const submit = gate(el('button', { type: 'submit', class: 'main' }, t('sources.add')), 'write');
  const form = el('form', { class: 'paste', novalidate: true, on: { submit: (event) => send(event, form, submit, added) } },
    el('p', { class: 'meta' }, t('sources.explain')),
    el('div', { class: 'fields' },
      field(t('address'), input('address', { required: true, inputmode: 'url', dir: 'ltr', placeholder: 'https://' })),
      field(t('sources.name'), input('name', { maxlength: 100, dir: 'auto' }), t('sources.nameWhy')),
      field(t('sources.every'), select('every', OFTEN.map((one) => [one, t(`often.${one || 'never'}`)])))),
    el('p', { class: 'buttons' }, submit));
  return el('details', { class: 'address' }, el('summary', {}, t('sources.new')), form);
}

async function send(event, form, submit, added) {
  event.preventDefault();
  if (!form.reportValidity()) return;
  const { address, name, every } = Object.fromEntries(new FormData(form));
  const wanted = { address: address.trim(), ...(name.trim() && { name: name.trim() }), ...(every && { every: Number(every) }) };
  const source = await pressing(submit, () => service.addSource(wanted));
  if (!source) return;
  form.reset();
  announce(t('sources.added', { name: source.name }));
  const job = await pressing(submit, () => service.sync(source.name));
  added(source, job);
}
