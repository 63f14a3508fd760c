// Everything below the question: what was asked, what was understood, what was
// found. It grows as the events of an answer come.

import { aloud, answerSection, isAnswered } from './answer.js';
import { el, foreign } from './dom.js';
import { cited, fillQuote, passageCard } from './passage.js';
import { described, query as queryOf, writeAddress } from './query.js';

/** The results of one question; gives their element and a function for each event. */
export function results(query, context) {
  const { say, announce } = context;
  const took = el('p', { id: 'took', dir: 'ltr' });
  const answerPlace = el('div', { id: 'answer-place' }, el('p', { class: 'reading' }, say.t('form.reading')));
  const understoodPlace = el('div');
  const heading = el('h2', { id: 'heading' });
  const below = el('div');
  const element = el('section', { id: 'results', part: 'results', 'aria-labelledby': 'heading' },
    asked(query, took, say), answerPlace, understoodPlace, heading, below);
  let found = [];

  function passages(data) {
    found = data.passages ?? [];
    heading.textContent = say.t(found.length ? 'passages.title' : 'passages.nothing', { count: say.number(found.length) });
    understoodPlace.replaceChildren(...understood(query, data.understood ?? {}, context));
    const cards = found.map((passage) => passageCard(query, passage, context));
    below.replaceChildren(...(found.length ? [el('ol', { id: 'passages' }, cards)] : [nothing(query, say)]));
  }

  function answer({ answer: given }) {
    const silent = given && !isAnswered(given);
    answerPlace.replaceChildren(...(given ? [answerSection(query, given, found, context)] : []));
    element.dataset.silent = String(Boolean(silent));
    if (silent && found.length) heading.textContent = say.t('passages.nearest');
    for (const passage of isAnswered(given) ? found : []) {
      const places = cited(passage, given.sentences);
      const quote = element.querySelector(`#passage-${passage.citation.number} .quote`);
      if (places.length) fillQuote(quote, passage, places);
    }
    announce(...(given ? aloud(given, say) : [`${heading.textContent}.`]));
  }

  function done({ took_ms: ms }) {
    took.textContent = ms ? say.time(ms.total) : '';
    took.title = Object.entries(ms ?? {}).map(([step, one]) => `${step} ${one} ms`).join(', ');
  }

  return { element, passages, answer, done, found: () => found };
}

function asked(query, took, say) {
  const words = el('q', { dir: 'auto' }, query.question);
  const narrowed = described(query, say).flatMap((part) => [' · ', el('bdi', {}, part)]);
  return el('div', { class: 'asked' }, el('p', { id: 'asked' }, words, narrowed), took);
}

function understood(query, { published, phrases, also_searched: also, did_you_mean: respelt }, { say, go }) {
  const lines = [];
  if (published) {
    const period = say.period(published.from, published.to);
    lines.push(say.t(published.strict ? 'understood.published' : 'understood.near', { period }));
  }
  if (also?.length) lines.push(say.t('understood.also', { words: also.join(', ') }));
  for (const phrase of phrases ?? []) {
    if (!phrase.found) lines.push(say.t('understood.phrase', { words: phrase.text }));
  }
  const list = lines.length ? [el('ul', { id: 'understood' }, lines.map((line) => el('li', {}, line)))] : [];
  return respelt ? [suggestion({ ...query, question: respelt }, say, go), ...list] : list;
}

/** The question respelt, which is what was searched for: to be taken over at a click. */
function suggestion(respelt, say, go) {
  const link = foreign('a', respelt.question, { class: 'suggestion', href: writeAddress(respelt, location.search) });
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(queryOf(respelt.question, respelt.narrowed));
  });
  return el('p', { id: 'suggestion' }, say.t('understood.respelt'), ' ', link);
}

function nothing(query, say) {
  const narrowed = described(query, say).length > 0;
  const tries = ['names', 'fewer', ...(narrowed ? ['filters'] : [])].map((name) => el('li', {}, say.t(`nothing.${name}`)));
  return el('div', { id: 'nothing' }, el('p', {}, say.t('nothing.try')), el('ul', {}, tries));
}
