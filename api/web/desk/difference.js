// Two texts sentence by sentence, the older one first: what came, what went,
// and the words that became others.

import { announce, el, foreign, inItsScript } from './dom.js';
import { day, named, number, percent, t } from './language.js';
import { button } from './parts.js';
import * as service from './service.js';
import { indexer } from './spans.js';

const FEW = 2; // equal sentences that are shown; more of them are folded

/** Compares a release, in the version that is shown, with another release or with another version of its own. */
export async function showDifference(place, { id, versions, content_hash: shown }, to, signal) {
  const told = olderFirst(await service.diff(id, shown, to, signal), versions);
  const [before, after] = await Promise.all([told.before, told.after].map((one) => service.article(one.article_id, signal, one.content_hash)));
  const { edited, added, removed, figures } = { figures: 0, ...told.sentences };
  const counts = t('diff.counts', { edited: number(edited ?? 0), added: number(added ?? 0), removed: number(removed ?? 0), kept: percent(told.kept.after) });
  place.append(
    el('h2', { tabindex: '-1' }, t('diff.title')),
    el('p', { class: 'told' }, [related(told), counts, figures ? t('diff.figures', { n: number(figures) }) : ''].filter(Boolean).join(' · ')),
    el('div', { class: 'editions' }, edition(told.before, 'diff.before'), edition(told.after, 'diff.after')),
    el('ol', { class: 'steps' }, ...steps(told.steps, before, after)),
    button(t('diff.close'), () => place.remove(), 'plain'));
  announce(`${t('diff.title')}. ${counts}`);
}

/** What the two are to each other. Two versions of one release are no two stories, however little of the first is left. */
const related = ({ relation, before, after }) =>
  (relation === 'different' && before.article_id === after.article_id ? '' : named('relation', relation));

/** Tells whether what stands first is the newer one: two texts are compared in the order in which they were named. */
function newerFirst({ before, after }, versions) {
  if (before.article_id !== after.article_id) return (before.published ?? '9999') > (after.published ?? '9999');
  const at = (edition) => versions.findIndex(({ content_hash: hash }) => hash === edition.content_hash);
  return at(before) > at(after);
}

function olderFirst(told, versions) {
  if (!newerFirst(told, versions)) return told;
  const turned = { removed: 'added', added: 'removed' };
  const turn = ({ before, after, ...rest }) => ({ ...rest, before: after, after: before });
  const { added, removed } = told.sentences;
  return {
    ...turn(told),
    kept: turn(told.kept),
    sentences: { ...told.sentences, added: removed, removed: added },
    steps: told.steps.map((step) => ({ ...turn(step), kind: turned[step.kind] ?? step.kind, changes: step.changes.map(turn) })),
  };
}

const edition = (one, label) =>
  el('p', {}, el('b', {}, t(label)), ' ', foreign('span', one.title ?? t('untitled')),
    el('small', {}, ` ${one.source} · ${day(one.published)} · ${one.content_hash.replace('sha256:', '').slice(0, 12)}`));

function steps(all, before, after) {
  const old = { text: before.text, at: indexer(before.text), language: before.language };
  const now = { text: after.text, at: indexer(after.text), language: after.language };
  const shown = [];
  for (let i = 0; i < all.length; i += 1) {
    let end = i;
    while (all[end]?.kind === 'equal') end += 1;
    if (end - i > FEW) {
      shown.push(folded(all.slice(i, end), now));
      i = end - 1;
    } else shown.push(step(all[i], old, now));
  }
  return shown;
}

function folded(equal, now) {
  return el('li', { class: 'equal' }, el('details', {},
    el('summary', {}, t('diff.same', { n: number(equal.length) })),
    ...equal.map((one) => sentence('p', now, one.after))));
}

function step(one, old, now) {
  const runs = (side) => one.changes.map((change) => change[side]);
  const lines = {
    equal: () => [sentence('p', now, one.after)],
    removed: () => [sentence('del', old, one.before)],
    added: () => [sentence('ins', now, one.after)],
    edited: () => [sentence('p', old, one.before, runs('before'), 'del'), sentence('p', now, one.after, runs('after'), 'ins')],
  };
  return el('li', { class: one.kind }, el('span', { class: 'kind' }, t(`diff.${one.kind}`)), el('div', {}, ...lines[one.kind]()));
}

/** A sentence with the runs in it marked; an empty run, where words came or went, has nothing to mark. */
function sentence(name, { text, at, language }, [start, end], runs = [], mark = 'mark') {
  const made = el(name, { class: 'sentence' });
  let done = at(start);
  for (const [from, to] of runs.map((run) => run.map(at)).filter(([from, to]) => from < to)) {
    made.append(text.slice(done, from), el(mark, {}, text.slice(from, to)));
    done = to;
  }
  made.append(text.slice(done, at(end)));
  return inItsScript(made, made.textContent, language ?? '');
}
