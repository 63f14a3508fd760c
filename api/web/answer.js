// The short answer above the passages, when the service gives one.

import { setScript } from './words.js';

export function fillAnswer(element, answer) {
  element.hidden = !answer;
  if (!answer) return;
  element.dataset.status = answer.status;
  const sentences = answer.sentences?.length ? answer.sentences : [{ text: answer.text }];
  const words = paragraph('answer-text');
  for (const sentence of sentences) {
    if (sentence.text) words.append(sentence.text, ...numbers(sentence.citation), ' ');
  }
  setScript(words, words.textContent);
  element.replaceChildren(...[words, missing(answer), confidence(answer)].filter((part) => part?.textContent.trim()));
}

function paragraph(className, text = '') {
  const element = document.createElement('p');
  element.className = className;
  element.textContent = text;
  return element;
}

/** A sentence names its passage by number, by citation, or several at once. */
function numbers(citation) {
  return [citation].flat()
    .map((one) => one?.number ?? one)
    .filter(Number.isInteger)
    .map((number) => {
      const link = document.createElement('a');
      link.className = 'footnote';
      link.href = `#passage-${number}`;
      link.textContent = number;
      link.ariaLabel = `passage ${number}`;
      return link;
    });
}

function missing({ status, missing: words }) {
  if (words) return paragraph('missing', words);
  return status === 'unanswered' ? paragraph('missing', 'The releases do not answer this directly; these passages come nearest.') : null;
}

const confidence = ({ confidence: value }) =>
  typeof value === 'number' ? paragraph('meta', `Confidence ${Math.round(value * 100)} in 100`) : null;
