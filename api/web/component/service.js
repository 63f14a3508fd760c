// The service, as the component speaks with it.

import { events } from './events.js';

/** What went wrong: a kind for the interface's own words, and the service's. */
export class Problem extends Error {
  constructor({ kind, title = '', detail = '', status = 0 }) {
    super(title || kind);
    Object.assign(this, { kind, title, detail, status });
  }
}

const TYPE = 'urn:dateline:problem:';

// A proxy in front says so when the service behind it is being started anew.
const AWAY = [502, 503];

export const problemOf = (body, status) =>
  new Problem({
    kind: kindOf(body) ?? (!body && AWAY.includes(status) ? 'unreached' : 'unexpected'),
    title: typeof body?.title === 'string' ? body.title : '',
    detail: typeof body?.detail === 'string' ? body.detail : '',
    status,
  });

const kindOf = (body) => (typeof body?.type === 'string' && body.type.startsWith(TYPE) ? body.type.slice(TYPE.length) : null);

/** `base` is the service's address with a slash at its end; `headers` gives those of the key. */
export class Service {
  constructor(base, headers) {
    Object.assign(this, { base, headers });
  }

  article = (id, signal) => this.#json(`v1/articles/${encodeURIComponent(id)}`, { signal });
  sources = async () => (await this.#json('v1/sources')).sources;
  feedback = (said) => this.#json('v1/feedback', posted(said));

  /** The events of an answer; from a service that does not stream, all of them at once. */
  async* ask(question, signal) {
    const response = await this.#reach('v1/ask/stream', { ...posted(question), signal });
    if (response.status === 404 || response.status === 405) {
      const reply = await this.#json('v1/ask', { ...posted(question), signal });
      for (const name of ['passages', 'answer', 'done']) yield { name, data: reply };
      return;
    }
    if (!response.ok) throw problemOf(await parsed(response, signal), response.status);
    let ended = false;
    for await (const { name, data } of broken(events(response.body), signal)) {
      if (name === 'problem') throw problemOf(data, data.status);
      ended = name === 'done';
      yield { name, data };
    }
    if (!ended) throw new Problem({ kind: 'cut' });
  }

  async #json(path, options) {
    const response = await this.#reach(path, options);
    const body = await parsed(response, options?.signal);
    if (response.ok && body) return body;
    throw problemOf(body, response.status);
  }

  async #reach(path, options = {}) {
    try {
      return await fetch(new URL(path, this.base), { ...options, headers: { ...options.headers, ...this.headers() } });
    } catch (error) {
      if (error.name === 'AbortError') throw error;
      throw new Problem({ kind: navigator.onLine ? 'unreached' : 'offline' });
    }
  }
}

const posted = (body) =>
  ({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** The same events; a connection lost half way is told as such, not in the browser's own English words. */
async function* broken(told, signal) {
  try {
    yield* told;
  } catch (error) {
    throw lost(error, signal);
  }
}

const lost = (error, signal) => (error instanceof TypeError && !signal?.aborted ? new Problem({ kind: 'cut' }) : error);

// A proxy in between may answer with a page of its own, which is not JSON.
async function parsed(response, signal) {
  const words = await response.text().catch((error) => { throw lost(error, signal); });
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
}
