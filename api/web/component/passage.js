// One passage found: its card in the list of results.

import { appendMarked, toRanges, within } from '../offsets.js';
import { publisher, reference } from './citing.js';
import { copies } from './copying.js';
import { button, el, inItsScript, isLink, linked } from './dom.js';
import { thumbs } from './feedback.js';
import { fillMeta, fillTitle } from './heading.js';

const SHOWN = 3;

/** The card of a passage; `context` as the element makes it. */
export function passageCard(query, passage, context) {
  const { citation } = passage;
  const { say } = context;
  const { article_id, start, end, content_hash } = citation;
  const article = el('article', {},
    fillTitle(el('h3', { class: 'title' }), citation, say),
    meta(citation, say),
    quote(passage, query.narrowed.language),
    also(citation.also_in ?? [], say),
    el('div', { class: 'tools' },
      button(say.t('passage.show'), () => context.open(citation), { class: 'plain show' }),
      copies(citation, context),
      why(passage.why, say),
      thumbs(query, context, { question: 'feedback.passage', place: { article_id, start, end, content_hash } })),
    el('p', { class: 'reference' }, [citation.url, reference(citation, say)].filter(Boolean).join(' · ')));
  const number = el('span', { class: 'number', 'aria-hidden': 'true' }, citation.number);
  return el('li', { class: 'passage', part: 'passage', id: `passage-${citation.number}`, tabindex: -1 }, number, article);
}

function meta(citation, say) {
  const element = el('p', { class: 'meta' });
  fillMeta(element, citation, say);
  return element;
}

/** Where the answer's sentences stand in a passage: string indices, and only where they do stand so. */
export function cited({ text, citation }, sentences) {
  const places = sentences
    .filter((sentence) => sentence.citation === citation.number)
    .map(({ start, end }) => [start - citation.start, end - citation.start]);
  return toRanges(text, places).filter(([start, end]) =>
    sentences.some((sentence) => text.slice(start, end).includes(sentence.text)));
}

function quote(passage, language) {
  const element = el('blockquote', { class: 'quote', part: 'quote', cite: isLink(passage.citation.url) && passage.citation.url });
  fillQuote(element, passage, []);
  return inItsScript(element, passage.text, language ?? '');
}

/** Fills a quote: highlights are marked, and the sentences that answer are underlined. */
export function fillQuote(element, { text, highlights }, answering) {
  const ranges = toRanges(text, highlights ?? []);
  const plain = (to, from, upTo) => appendMarked(to, text.slice(from, upTo), within(ranges, from, upTo));
  element.replaceChildren();
  let done = 0;
  for (const [start, end] of answering) {
    const sentence = el('span', { class: 'cited' });
    plain(sentence, start, end);
    plain(element, done, start);
    element.append(sentence);
    done = end;
  }
  plain(element, done, text.length);
}

function also(others, say) {
  if (!others.length) return null;
  const named = others.slice(0, SHOWN).map((other) => {
    const related = say.named('relation', other.relation, '');
    const words = `${publisher(other)}, ${say.day(other.published)}${related && ` (${related})`}`;
    return el('li', {}, linked(other.url, words, { title: other.title }));
  });
  const more = others.length > SHOWN ? [el('li', {}, say.t('passage.more', { count: say.number(others.length - SHOWN) }))] : [];
  return el('div', { class: 'also' }, el('p', {}, say.t('passage.also')), el('ul', {}, named, more));
}

function why(told, say) {
  const parts = Object.entries(told ?? {}).filter(([, value]) => typeof value === 'number' && Math.abs(value) >= 0.005);
  const matched = told?.matched ?? [];
  if (!parts.length && !matched.length) return null;
  const most = Math.max(...parts.map(([, value]) => Math.abs(value)));
  const sorted = parts.sort((one, other) => Math.abs(other[1]) - Math.abs(one[1]));
  return el('details', { class: 'why' },
    el('summary', {}, say.t('passage.why')),
    el('dl', {}, sorted.map(([name, value]) => bar(say.named('why', name), value, most))),
    matched.length > 0 && el('p', { class: 'matched' }, say.t('passage.matched', { words: matched.join(', ') })));
}

function bar(name, value, most) {
  const meter = el('meter', { max: most, value: Math.abs(value), 'aria-label': name });
  const figure = el('bdi', {}, `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`);
  return el('div', { class: value < 0 && 'against' }, el('dt', {}, name), el('dd', {}, meter, figure));
}
