// Everything below the question: what was asked, what was found, what failed.

import { fillAnswer, isAnswered, spoken } from './answer.js';
import { passageCard } from './passage.js';
import { writeAddress } from './address.js';
import { formatPeriod, formatTime, languageName, plural } from './words.js';

const find = (id) => document.getElementById(id);
const main = find('main');
const results = find('results');
const failure = find('failure');

/** welcome, loading, answered, empty or failed: the style sheet shows what belongs to each. */
function enter(state, ...status) {
  main.dataset.state = state;
  results.ariaBusy = String(state === 'loading');
  failure.hidden = state !== 'failed';
  // An earlier answer stays, dimmed, while the next is fetched: no jump, no flash.
  results.hidden = state === 'failed' || state === 'welcome' || (state === 'loading' && results.hidden);
  find('status').replaceChildren(...status);
}

export const showWelcome = () => enter('welcome', '');
export const showLoading = () => enter('loading', 'Searching…');

export function showProblem({ title, detail, message }) {
  failure.querySelector('h2').textContent = title ?? 'The answer could not be shown';
  failure.querySelector('p').textContent = detail ?? message;
  enter('failed', '');
}

export function showReply(query, reply) {
  const { passages = [], answer } = reply;
  const heading = headingOf(passages, answer);
  find('heading').textContent = heading;
  fillAsked(query);
  fillTook(reply.took_ms);
  fillSuggestion(query, reply.understood?.did_you_mean);
  fillUnderstood(reply.understood ?? {});
  fillAnswer(answer, passages);
  find('nothing').hidden = passages.length > 0;
  find('try-filters').hidden = !describe(query.filters).length;
  results.dataset.silent = String(Boolean(answer) && !isAnswered(answer));
  find('passages').replaceChildren(...passages.map((passage) =>
    passageCard(passage, query.filters.language ?? '', answer?.sentences ?? [])));
  enter(passages.length ? 'answered' : 'empty', ...(answer ? spoken(answer) : [`${heading}.`]));
}

function headingOf(passages, answer) {
  if (!passages.length) return 'Nothing in the archive matched';
  return answer && !isAnswered(answer) ? 'The nearest releases' : plural(passages.length, 'passage');
}

export function describe({ published_from, published_to, source, language }) {
  return [formatPeriod(published_from, published_to), source, language && languageName(language)].filter(Boolean);
}

function fillAsked({ question, filters }) {
  const words = document.createElement('q');
  words.dir = 'auto';
  words.textContent = question;
  find('asked').replaceChildren(words, ...describe(filters).map((part) => ` · ${part}`));
}

function fillTook(took) {
  const element = find('took');
  element.textContent = took ? formatTime(took.total) : '';
  element.title = Object.entries(took ?? {}).map(([step, ms]) => `${step} ${ms} ms`).join(', ');
}

function fillUnderstood({ published, phrases, also_searched }) {
  const lines = [];
  if (published) lines.push([`${published.strict ? 'Published' : 'Preferred: published near'} ${period(published)}`]);
  if (also_searched?.length) lines.push([`Also searched: ${also_searched.join(', ')}`]);
  for (const phrase of phrases ?? []) {
    if (!phrase.found) lines.push([`Not found word for word: “${phrase.text}”`]);
  }
  find('understood').hidden = !lines.length;
  find('understood').replaceChildren(...lines.map((parts) => {
    const item = document.createElement('li');
    item.append(...parts);
    return item;
  }));
}

/** The question respelt, which is what was searched for: to be taken over at a click. */
function fillSuggestion(query, question) {
  find('suggestion').hidden = !question;
  if (!question) return;
  const link = document.createElement('a');
  link.href = writeAddress({ ...query, question });
  link.className = 'suggestion';
  link.dir = 'auto';
  link.textContent = question;
  find('suggestion').replaceChildren('No release has a word of it. Searched for: ', link);
}

function period({ from, to }) {
  return formatPeriod(from, to);
}
