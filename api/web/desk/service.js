// What the page asks of the service. Paths are relative, so that it also works
// under a proxy's path.

import * as key from '../key.js';
import { t } from './language.js';

/** What went wrong, in words for the reader. */
export class Problem extends Error {
  constructor({ title, detail, status, type }, after = null) {
    super(title);
    Object.assign(this, { title, detail, status, kind: (type ?? '').split(':').at(-1), after });
  }

  get words() {
    return this.detail ? `${this.title}. ${this.detail}` : this.title;
  }
}

// What a proxy answers by itself while the service behind it is away or late.
const AWAY = [502, 503, 504];

export const unreached = (after = null) =>
  new Problem({ title: t('noService'), detail: t(navigator.onLine ? 'noServiceWhy' : 'offline'), status: 0 }, after);

/** A file or folder that the system does not let the browser read; no status, so that it is not tried again by itself. */
export const unreadable = () => new Problem({ title: t('unreadable'), detail: t('unreadableWhy'), status: null });

/** A problem out of whatever came back: a proxy in between may answer with a page of its own. */
export function problemOf(status, text, after) {
  let body = null;
  try {
    body = JSON.parse(text);
  } catch { /* it is told by its number */ }
  if (!body && AWAY.includes(status)) return unreached(after);
  const title = typeof body?.title === 'string' ? body.title : t(status === 413 ? 'tooLarge' : 'oddReply');
  const detail = typeof body?.detail === 'string' ? body.detail : t('status', { status });
  const said = status === 403 ? `${detail}. ${t('notYours')}` : detail;
  return new Problem({ title, detail: said, status, type: body?.type }, after);
}

async function call(path, { method = 'GET', json, signal } = {}) {
  const headers = { Accept: 'application/json', ...key.headers() };
  if (json !== undefined) headers['Content-Type'] = 'application/json';
  const body = json === undefined ? undefined : JSON.stringify(json);
  let response;
  try {
    response = await fetch(path, { method, headers, body, signal, cache: 'no-store' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw unreached();
  }
  const text = await response.text();
  if (!response.ok) {
    const problem = problemOf(response.status, text, Number(response.headers.get('Retry-After')) || null);
    if (response.status === 401) dispatchEvent(new CustomEvent('keyneeded', { detail: problem }));
    throw problem;
  }
  return text ? JSON.parse(text) : null;
}

const id = encodeURIComponent;
const query = (values) => {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
};

export const access = (signal) => call('v1/access', { signal });

export const articles = (values, signal) => call(`v1/articles${query(values)}`, { signal });
export const article = (one, signal, content_hash) => call(`v1/articles/${id(one)}${query({ content_hash })}`, { signal });
export const diff = (one, from, to, signal) => call(`v1/articles/${id(one)}/diff${query({ from, to })}`, { signal });
export const remove = (one, why) => call(`v1/articles/${id(one)}${query({ why })}`, { method: 'DELETE' });
export const purge = (one) => call(`v1/articles/${id(one)}?purge=true`, { method: 'DELETE' });
export const restore = (one) => call(`v1/articles/${id(one)}/restore`, { method: 'POST' });
export const removed = (signal) => call('v1/removed', { signal });

/** Releases whose passages fit these words, the best first. */
export async function search(question, filters, signal) {
  const reply = await call('v1/ask', { method: 'POST', json: { question, k: 50, filters, effort: 'quick' }, signal });
  const found = new Map();
  for (const { citation, text } of reply.passages) {
    const row = { ...citation, id: citation.article_id, words: text };
    if (!found.has(row.id)) found.set(row.id, row);
  }
  return [...found.values()];
}

export const sources = async (signal) => (await call('v1/sources', { signal })).sources;
export const addSource = (json) => call('v1/sources', { method: 'POST', json });
export const sync = (name) => call(`v1/sources/${id(name)}/sync`, { method: 'POST' });
export const removeSource = (name, erase) =>
  call(`v1/sources/${id(name)}${query({ purge: erase ? 'true' : null })}`, { method: 'DELETE' });

export const jobs = async (signal) => (await call('v1/jobs', { signal })).jobs;
export const job = (one, signal) => call(`v1/jobs/${id(one)}`, { signal });

export const report = async (signal) => (await call('v1/report', { signal })).report;

export const feedback = (signal) => call('v1/feedback?state=open', { signal });
export const judge = (one, state) => call(`v1/feedback/${id(one)}`, { method: 'POST', json: { state } });
