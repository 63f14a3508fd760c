// The component's inside: form, status, failure, results, history and the
// release's dialog, put together for one language. One question at a time.

import { el } from './dom.js';
import { failure } from './failure.js';
import { questionForm } from './form.js';
import { historyList, note } from './history.js';
import { body, same } from './query.js';
import { releaseDialog } from './release.js';
import { results } from './results.js';

export class View {
  #context;
  #options;
  #running = null;
  #coming = null;
  #parts;
  #events = [];

  /**
   * `context` says things and reaches the service; `options` are the element's
   * attributes; `told(name, detail)` lets the page know.
   */
  constructor(context, options, told) {
    this.#context = { ...context, announce: this.#announce, go: options.go, open: (citation) => this.release.open(citation), jump: this.#jump, focus: () => this.form.focus() };
    this.#options = { ...options, told };
    const { say } = context;
    this.release = releaseDialog(this.#context);
    this.form = questionForm(this.#context, options, options.go);
    this.#parts = {
      status: el('p', { id: 'status', role: 'status' }),
      notice: el('div', { id: 'notice' }),
      welcome: el('div', { id: 'welcome' }, el('slot')),
      history: el('div', { id: 'history-place' }),
      results: el('div', { id: 'results-place' }),
    };
    this.main = el('div', { id: 'main', part: 'main', 'data-state': 'welcome' },
      this.form.element, this.#parts.status, this.#parts.history, this.#parts.notice, this.#parts.results, this.#parts.welcome);
    this.element = el('div', { class: 'dateline', dir: say.dir, lang: say.tag }, this.main, this.release.element);
    this.query = null;
    this.#recall();
  }

  /** welcome, loading, answered, empty or failed: the style sheet shows what belongs to each. */
  #enter(state) {
    this.main.dataset.state = state;
    this.#parts.results.ariaBusy = String(state === 'loading');
    if (state !== 'failed') this.#parts.notice.replaceChildren();
    // An earlier answer stays, dimmed, while the next is fetched: no jump, no flash.
    if (state === 'failed' || state === 'welcome') this.#parts.results.replaceChildren();
  }

  #announce = (...nodes) => this.#parts.status.replaceChildren(...nodes);

  #jump = (number) => {
    for (const shown of this.main.querySelectorAll('.passage.shown')) shown.classList.remove('shown');
    const card = this.main.querySelector(`#passage-${number}`);
    card?.classList.add('shown');
    card?.focus();
    card?.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  };

  #recall() {
    this.#parts.history.replaceChildren(...(this.#options.history ? [historyList(this.#context, this.#options.go)] : []));
  }

  welcome() {
    this.stop();
    this.release.close();
    this.query = null;
    this.#enter('welcome');
    this.#announce('');
  }

  /** An answer that arrives after the next question was asked is dropped, not shown. */
  ask(query) {
    this.stop();
    this.release.close(); // it is of the question before, to which "back" may have led
    const running = (this.#running = new AbortController());
    this.query = query;
    this.#events = [];
    this.#enter('loading');
    this.#announce(this.#context.say.t('form.searching'));
    if (this.#options.history) note(query);
    this.#coming = this.#follow(query, running.signal)
      .catch((error) => { if (!running.signal.aborted) this.#fail(query, error); })
      .finally(() => { if (this.#running === running) this.#running = this.#coming = null; });
    return this.#coming;
  }

  /** What `ask` gave for this very question while its answer is on its way, else null: to ask twice would count twice. */
  coming(query) {
    return this.#coming && same(query, this.query) ? this.#coming : null;
  }

  async #follow(query, signal) {
    const shown = results(query, this.#context);
    const asked = { ...body(query, this.#options.k), ...(this.#options.effort && !query.narrowed.effort && { effort: this.#options.effort }) };
    for await (const event of this.#context.service.ask(asked, signal)) {
      if (signal.aborted) return;
      this.#events.push(event);
      this.#show(shown, event);
    }
    this.#recall();
    this.#options.told('dateline-answer', { question: query.question, reply: Object.assign({}, ...this.#events.map(({ data }) => data)) });
  }

  #show(shown, { name, data }) {
    shown[name]?.(data);
    if (name === 'passages') this.#parts.results.replaceChildren(shown.element);
    if (name === 'answer') this.#enter(shown.found().length ? 'answered' : 'empty');
  }

  #fail(query, error) {
    this.#enter('failed');
    this.#announce('');
    const again = () => this.ask(query);
    this.#parts.notice.replaceChildren(failure(error, this.#context, again));
    this.#options.told('dateline-error', { question: query.question, kind: error.kind ?? 'unexpected', status: error.status ?? 0, title: error.title || error.message });
  }

  /** Takes over what another view, in another language, has shown. */
  resume({ query, events }) {
    this.query = query;
    this.#events = events;
    const shown = results(query, this.#context);
    for (const event of events) this.#show(shown, event);
  }

  /** What has been shown; null unless it is whole. */
  get shown() {
    return this.query && this.#events.at(-1)?.name === 'done' ? { query: this.query, events: this.#events } : null;
  }

  stop() {
    this.#running?.abort();
    this.#running = this.#coming = null;
  }
}
