// One passage found: its card in the list of results.

import { copyText } from './copy.js';
import { fillMeta, fillTitle } from './heading.js';
import { appendMarked, toRanges, within } from './offsets.js';
import { openRelease } from './release.js';
import { citationText, formatDate, isWebAddress, plural, reference, setScript } from './words.js';

const template = document.getElementById('passage');

/** `sentences` are the answer's: those that stand in this passage are marked in it. */
export function passageCard(passage, language, sentences) {
  const { citation } = passage;
  const card = template.content.firstElementChild.cloneNode(true);
  const part = (name) => card.querySelector(name);
  card.id = `passage-${citation.number}`;
  part('.number').textContent = citation.number;
  fillTitle(part('.title'), citation);
  fillMeta(part('.meta'), citation);
  fillQuote(part('.quote'), passage, language, cited(passage, sentences));
  fillAlso(part('.also'), citation.also_in ?? []);
  fillWhy(part('.why'), passage.why);
  part('.reference').textContent = [citation.url, reference(citation)].filter(Boolean).join(' · ');
  part('.show').addEventListener('click', () => openRelease(citation));
  part('.copy').addEventListener('click', ({ target }) => copyText(citationText(citation), target));
  return card;
}

/** Where the answer's sentences stand in a passage: string indices, and only where they do stand so. */
function cited({ text, citation }, sentences) {
  const places = sentences
    .filter((sentence) => sentence.citation === citation.number)
    .map(({ start, end }) => [start - citation.start, end - citation.start]);
  return toRanges(text, places).filter(([start, end]) =>
    sentences.some((sentence) => text.slice(start, end).includes(sentence.text)));
}

function fillQuote(element, { text, highlights, citation }, language, answering) {
  const ranges = toRanges(text, highlights ?? []);
  const plain = (from, to) => appendMarked(element, text.slice(from, to), within(ranges, from, to));
  let done = 0;
  for (const [start, end] of answering) {
    const sentence = document.createElement('span');
    sentence.className = 'cited';
    appendMarked(sentence, text.slice(start, end), within(ranges, start, end));
    plain(done, start);
    element.append(sentence);
    done = end;
  }
  plain(done, text.length);
  setScript(element, text, citation.language ?? language);
  if (isWebAddress(citation.url)) element.cite = citation.url;
}

function fillAlso(element, others) {
  element.hidden = !others.length;
  const named = others.slice(0, 3).map(({ source, published, relation }) =>
    `${source}, ${formatDate(published)}${relation === 'same' ? '' : ` (${relation})`}`);
  const more = others.length > 3 ? [plural(others.length - 3, 'other release')] : [];
  element.textContent = `The same story is also in ${[...named, ...more].join('; ')}.`;
}

function fillWhy(element, why) {
  const list = element.querySelector('dl');
  const parts = Object.entries(why ?? {}).filter(([, value]) => typeof value === 'number' && Math.abs(value) >= 0.005);
  const most = Math.max(...parts.map(([, value]) => Math.abs(value)));
  for (const [name, value] of parts.sort((one, other) => Math.abs(other[1]) - Math.abs(one[1]))) {
    list.append(bar(name, value, most));
  }
  const matched = element.querySelector('.matched');
  matched.hidden = !why?.matched?.length;
  matched.textContent = `Matched: ${why?.matched?.join(', ')}`;
  element.hidden = !list.children.length && matched.hidden;
}

function bar(name, value, most) {
  const row = document.createElement('div');
  const term = document.createElement('dt');
  const figure = document.createElement('dd');
  const meter = document.createElement('meter');
  term.textContent = name;
  row.classList.toggle('against', value < 0);
  meter.max = most;
  meter.value = Math.abs(value);
  meter.ariaLabel = name;
  figure.append(meter, `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`);
  row.append(term, figure);
  return row;
}
