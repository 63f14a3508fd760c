// <dateline-ask>: the element. Attributes say how; a view in its shadow shows it.

import * as key from '../key.js';
import { spoken } from '../texts/index.js';
import { parsed, properties } from './colour.js';
import { speaking } from './language.js';
import { query, readAddress, same, writeAddress } from './query.js';
import { Service } from './service.js';
import style from './style.css';
import { View } from './view.js';

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);

// Where this file came from is where the service is, unless an attribute says otherwise.
const script = document.currentScript ?? document.querySelector('script[src*="widget.js"]');
const HOME = new URL('.', script?.src ?? document.baseURI).href;

const REBUILT = ['lang', 'filters', 'history', 'sources', 'placeholder', 'endpoint', 'k', 'effort', 'permalink', 'ask-key'];

export class DatelineAsk extends HTMLElement {
  static observedAttributes = [...REBUILT, 'accent'];

  #view = null;
  #service = null;
  #offered = false;
  #feedback = { kept: true };
  #address = null;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    this.addEventListener('click', this.#clicked);
    addEventListener('popstate', this.#moved);
    this.#colour();
    this.#build();
    if (this.hasAttribute('permalink')) this.#follow();
  }

  disconnectedCallback() {
    removeEventListener('popstate', this.#moved);
    this.#view?.stop();
  }

  attributeChangedCallback(name, before, now) {
    // An element that stood in the page before its script tells its attributes first: connecting builds it, once.
    if (!this.isConnected || !this.#view || before === now) return;
    if (name === 'accent') this.#colour();
    else this.#build();
  }

  /** Asks a question as if it had been typed; `narrowed` names filters as the API does. */
  ask(question, narrowed = {}) {
    return this.#go(query(question, narrowed));
  }

  /** The question that is shown, or null. */
  get question() {
    return this.#view?.query?.question ?? null;
  }

  focus() {
    this.#view?.form.focus();
  }

  get #endpoint() {
    return new URL(this.getAttribute('endpoint')?.replace(/\/*$/, '/') ?? HOME, document.baseURI).href;
  }

  get #key() {
    const given = this.getAttribute('key');
    if (given) return { Authorization: `Bearer ${given}` };
    return this.hasAttribute('ask-key') ? key.headers() : {};
  }

  get #language() {
    const around = this.closest('[lang]') ?? document.documentElement;
    return spoken([this.getAttribute('lang'), around.lang, ...navigator.languages]);
  }

  #colour() {
    const colour = parsed(this.getAttribute('accent'));
    for (const name of ['--accent', '--on-accent', '--mark']) this.style.removeProperty(name);
    for (const [name, value] of Object.entries(colour ? properties(colour) : {})) this.style.setProperty(name, value);
  }

  #build() {
    const before = this.#view;
    const shown = before?.shown;
    const typed = before?.form.read();
    before?.stop();
    const permalink = this.hasAttribute('permalink') && ((asked) => new URL(writeAddress(asked, location.search), location.href).href);
    const service = (this.#service = new Service(this.#endpoint, () => this.#key));
    const context = { say: speaking(this.#language), service, permalink, feedback: this.#feedback, asksKey: this.hasAttribute('ask-key') };
    this.#view = new View(context, this.#options(), this.#tell);
    this.shadowRoot.replaceChildren(this.#view.element);
    if (typed) this.#view.form.fill(typed);
    if (shown) this.#view.resume(shown);
    else if (before?.query) this.#view.ask(before.query);
    this.#offered = false;
    this.#offer();
  }

  #options() {
    const sources = (this.getAttribute('sources') ?? '').split(',').map((name) => name.trim()).filter(Boolean);
    return {
      sources,
      shown: this.hasAttribute('filters') || sources.length > 1,
      history: this.hasAttribute('history'),
      placeholder: this.getAttribute('placeholder'),
      effort: ['quick', 'thorough'].find((effort) => effort === this.getAttribute('effort')) ?? null,
      k: Math.min(100, Math.max(1, Number.parseInt(this.getAttribute('k'), 10) || 5)),
      go: this.#go,
    };
  }

  #tell = (name, detail) => {
    if (name === 'dateline-answer') this.#offer();
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  };

  /** Gives the filters their sources; it answers without them. Before a key was given none are told, so an answer asks again. */
  #offer() {
    if (this.#offered || !this.hasAttribute('filters')) return;
    const view = this.#view;
    this.#offered = true;
    this.#service.sources().then(view.form.offer).catch(() => { if (this.#view === view) this.#offered = false; });
  }

  #go = (asked) => {
    if (!this.hasAttribute('permalink')) return this.#start(asked);
    const written = asked.question ? asked : query('');
    const search = writeAddress(written, location.search);
    if (!same(written, readAddress(location.search))) history.pushState(null, '', search === '?' ? location.pathname : search);
    return this.#follow();
  };

  #start(asked) {
    const coming = this.#view.coming(asked);
    if (coming) return coming;
    this.#view.form.fill(asked);
    this.#tell('dateline-question', { question: asked.question });
    return asked.question ? this.#view.ask(asked) : this.#view.welcome();
  }

  /** Makes the component what the page's address says. */
  #follow() {
    this.#address = readAddress(location.search);
    return this.#start(this.#address);
  }

  // Jumping to a part of the page also counts as moving through history, and what else the address says is the page's own.
  #moved = () => {
    if (this.hasAttribute('permalink') && !same(readAddress(location.search), this.#address)) this.#follow();
  };

  /** Links to a question that stand in the element are answered in place, unless they are opened elsewhere. */
  #clicked = (event) => {
    const link = event.target.closest?.('a[href^="?"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#go(readAddress(link.search));
  };
}

if (!customElements.get('dateline-ask')) customElements.define('dateline-ask', DatelineAsk);
