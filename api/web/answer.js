// The answer above the passages: sentences word for word, each with the number
// of its passage; or that the archive does not say, and what was missing.

import { copyText } from './copy.js';
import { appendMarked, toRanges } from './offsets.js';
import { citationText, isWebAddress, setScript, sureness } from './words.js';

const find = (id) => document.getElementById(id);

export function fillAnswer(answer, passages) {
  find('answer').hidden = !answer;
  if (!answer) return;
  const answered = isAnswered(answer);
  find('answer').dataset.status = answered ? 'answered' : 'unanswered';
  find('answer-heading').textContent = answered ? 'Answer' : 'The archive does not say';
  find('answer-text').hidden = find('answer-tools').hidden = !answered;
  find('missing').hidden = answered;
  if (!answered) return fillMissing(answer, passages);
  fillText(find('answer-text'), answer, passages);
  fillSureness(find('sureness'), answer.confidence);
  find('copy-answer').onclick = ({ target }) => copyText(answerText(answer, passages), target);
}

export const isAnswered = ({ status, sentences }) => status === 'answered' && sentences?.length > 0;

/** What is read aloud as soon as it is there: the nodes of the status line. */
export function spoken(answer) {
  if (!isAnswered(answer)) return ['The archive does not say. ', answer.missing?.text ?? ''];
  const words = document.createElement('span');
  words.textContent = answer.sentences.map(({ text }) => text).join(' ');
  setScript(words, words.textContent);
  const { word, percent } = sureness(answer.confidence) ?? {};
  return [word ? `Answer, ${word.toLowerCase()}, ${percent}: ` : 'Answer: ', words];
}

function fillMissing({ missing }, passages) {
  const reason = find('missing-reason');
  reason.textContent = missing?.text ?? '';
  reason.hidden = !missing?.text;
  find('missing-nearest').hidden = !passages.length;
}

function fillText(element, { sentences }, passages) {
  element.replaceChildren(...sentences.flatMap((sentence) => [said(sentence, passages), ' ']));
  setScript(element, element.textContent);
}

function said({ text, citation, marks, context, link }, passages) {
  const words = span('words');
  appendMarked(words, text, toRanges(text, marks ?? []));
  const whole = span('said');
  if (context) whole.append(before(context.text), ' ');
  whole.append(words);
  const passage = passages.find((one) => one.citation.number === citation);
  if (passage) whole.append(' ', footnote(passage.citation));
  if (isWebAddress(link)) whole.append(' ', published(link));
  setScript(whole, text);
  return whole;
}

/** The sentence before, which tells what a pronoun stands for; it is no part of the answer. */
function before(text) {
  const element = span('context');
  const hint = span('unseen');
  hint.textContent = 'For context: ';
  hint.lang = 'en';
  element.append(hint, text);
  return element;
}

function footnote({ number, title }) {
  const link = document.createElement('a');
  link.className = 'footnote';
  link.href = `#passage-${number}`;
  link.textContent = number;
  link.ariaLabel = `Passage ${number}: ${title ?? 'untitled release'}`;
  return link;
}

function published(address) {
  const link = document.createElement('a');
  link.className = 'published';
  link.href = address;
  link.rel = 'noreferrer';
  link.textContent = '↗';
  link.title = link.ariaLabel = 'These words on the published page';
  return link;
}

function fillSureness(element, confidence) {
  const told = sureness(confidence);
  element.hidden = !told;
  if (!told) return;
  const figure = span('unseen');
  figure.textContent = `: ${told.percent}`;
  element.dataset.level = told.word.toLowerCase();
  element.title = told.percent;
  element.replaceChildren(told.word, figure);
}

function span(name) {
  const element = document.createElement('span');
  element.className = name;
  return element;
}

/** To be pasted into a mail: the sentences with their numbers, then what they were taken from. */
function answerText({ sentences }, passages) {
  const used = passages.filter(({ citation }) => sentences.some((one) => one.citation === citation.number));
  const words = sentences.map((one) => `${one.text} [${one.citation}]`).join(' ');
  return [words, ...used.map(({ citation }) => `[${citation.number}] ${citationText(citation)}`)].join('\n\n');
}
