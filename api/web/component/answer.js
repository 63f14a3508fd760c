// The answer above the passages: sentences word for word, each with the number
// of its passage; or that the archive does not say, and what was missing.

import { appendMarked, toRanges } from '../offsets.js';
import { answerText } from './citing.js';
import { copy } from './copying.js';
import { button, el, foreign, inItsScript, isLink } from './dom.js';
import { thumbs } from './feedback.js';
import { lacking } from './missing.js';

export const isAnswered = (answer) => answer?.status === 'answered' && answer.sentences?.length > 0;

/** The section of an answer; `context` as the element makes it. */
export function answerSection(query, answer, passages, context) {
  const { say } = context;
  const answered = isAnswered(answer);
  const heading = el('h2', { id: 'answer-heading' }, say.t(answered ? 'answer.title' : 'answer.silent'));
  const given = { id: 'answer', part: 'answer', 'data-status': answered ? 'answered' : 'unanswered', 'aria-labelledby': 'answer-heading' };
  const content = answered ? said(answer, passages, context) : silence(answer, passages, say);
  const first = answered ? place(answer.sentences[0], passages) : null;
  return el('section', given, heading, ...content, tools(query, answer, passages, context), thumbs(query, context, {
    question: 'feedback.answer', answered, place: first,
  }));
}

function tools(query, answer, passages, context) {
  const { say } = context;
  const copied = ({ target }) => copy(answerText(answer, passages, say), target, context);
  const shared = ({ target }) => copy(context.permalink(query), target, context);
  return el('div', { id: 'answer-tools' },
    isAnswered(answer) && sureness(answer.confidence, say),
    isAnswered(answer) && button(say.t('answer.copy'), copied, { id: 'copy-answer' }),
    context.permalink && button(say.t('answer.share'), shared, { id: 'copy-link' }));
}

function said({ sentences }, passages, { say, jump }) {
  const parts = sentences.flatMap((sentence) => [sentencePart(sentence, passages, say, jump), ' ']);
  const words = el('p', { id: 'answer-text', part: 'answer-text' }, parts);
  return [inItsScript(words, sentences.map(({ text }) => text).join(' '))];
}

function sentencePart({ text, citation, marks, context, link }, passages, say, jump) {
  const words = el('span', { class: 'words' });
  appendMarked(words, text, toRanges(text, marks ?? []));
  const passage = passages.find((one) => one.citation.number === citation);
  const whole = el('span', { class: 'said' },
    context && [before(context.text, say), ' '],
    words,
    passage && [' ', footnote(passage.citation, say, jump)],
    isLink(link) && [' ', published(link, say)]);
  return inItsScript(whole, text);
}

/** The sentence before, which tells what a pronoun stands for; it is no part of the answer. */
const before = (text, say) =>
  el('span', { class: 'context' }, el('span', { class: 'unseen', lang: say.tag, dir: say.dir }, `${say.t('answer.context')} `), text);

function footnote({ number, title }, say, jump) {
  const label = say.t('answer.footnote', { number, title: title ?? say.t('untitled') });
  return el('button', { type: 'button', class: 'footnote', 'aria-label': label, on: { click: () => jump(number) } }, number);
}

const published = (address, say) =>
  el('a', { class: 'published', href: address, rel: 'noreferrer', title: say.t('answer.published'), 'aria-label': say.t('answer.published') }, '↗');

function silence({ missing }, passages, say) {
  return [el('div', { id: 'missing' },
    missing && lacking('p', missing, say, { id: 'missing-reason' }),
    passages.length > 0 && el('p', { id: 'missing-nearest' }, say.t('answer.nearest')))];
}

/** A probability in a word, and in figures for whoever wants them; null where there is none. */
export function sure(confidence) {
  if (typeof confidence !== 'number') return null;
  const level = confidence >= 0.85 ? 'sure' : confidence >= 0.6 ? 'likely' : 'unsure';
  return { level, percent: Math.round(confidence * 100) };
}

function sureness(confidence, say) {
  const told = sure(confidence);
  if (!told) return null;
  const figure = say.t('sure.figure', { percent: told.percent });
  return el('p', { id: 'sureness', 'data-level': told.level, title: figure },
    say.t(`sure.${told.level}`), el('span', { class: 'unseen' }, `: ${figure}`));
}

/** What is read aloud as soon as it is there: nodes of the status line. */
export function aloud(answer, say) {
  if (!isAnswered(answer)) return [say.t('spoken.silent'), answer.missing ? lacking('span', answer.missing, say) : ''];
  const told = sure(answer.confidence);
  const opening = told
    ? say.t('spoken.answer', { sure: `${say.t(`sure.${told.level}`).toLowerCase()}, ${say.t('sure.figure', { percent: told.percent })}` })
    : say.t('spoken.plain');
  return [opening, foreign('span', answer.sentences.map(({ text }) => text).join(' '))];
}

function place({ citation, start, end }, passages) {
  const found = passages.find((one) => one.citation.number === citation)?.citation;
  return found ? { article_id: found.article_id, start, end, content_hash: found.content_hash } : null;
}
