// What the key at hand allows. What it does not is shown, but shut, with the
// reason beside it.

import { el } from './dom.js';
import { listed, number, t } from './language.js';
import * as service from './service.js';

let scopes = [];
let seen = null;
let holder = null;

export function allow(access) {
  scopes = access?.scopes ?? [];
  seen = access?.sources ?? null;
  holder = access?.name ?? null;
}

export const may = (scope) => scopes.includes(scope);
export const keyName = () => holder;
export const onlySources = () => seen;

/** Shuts a button or field that the key does not reach, and says why to whoever hovers or listens. */
export function gate(control, scope) {
  if (may(scope)) return control;
  control.disabled = true;
  control.title = t('needs', { scope: t(`scope.${scope}`) });
  return control;
}

/** A line that says what is shut in this room; nothing where nothing is. */
export function shut(scope) {
  if (may(scope)) return null;
  return el('p', { class: 'shut' }, t('needs', { scope: t(`scope.${scope}`) }));
}

export function whatKeyMay() {
  if (!scopes.length) return t('key.none');
  const said = t('key.may', { scopes: listed(scopes.map((scope) => t(`scope.${scope}`))) });
  return seen ? `${said} ${t('key.sources', { sources: listed(seen) })}` : said;
}

/** The number of open judgements beside the name of their room. */
export async function count() {
  const badge = () => document.getElementById('badge-feedback');
  if (!may('admin')) return;
  const { total } = await service.feedback();
  if (badge()) Object.assign(badge(), { hidden: !total, textContent: ` ${number(total)}` });
}
