// Earlier questions, in this browser alone: newest first, each once, erased at a click.

import { button, el } from './dom.js';
import { described, query, same } from './query.js';

const NAME = 'dateline.history';
const MOST = 30;

/** What is kept; storage may be closed to the page, or hold what somebody else wrote there. */
export function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? '[]');
    return found.filter((one) => typeof one?.question === 'string').map((one) => query(one.question, one.narrowed ?? {}));
  } catch {
    return [];
  }
}

/** Earlier questions with this one put first: the same question with the same filters stands once. */
export const recalled = (asked, earlier) =>
  [asked, ...earlier.filter((one) => !same(one, asked))].slice(0, MOST);

export function note(asked) {
  keep(recalled(asked, kept()));
}

function keep(questions) {
  try {
    if (questions.length) localStorage.setItem(NAME, JSON.stringify(questions));
    else localStorage.removeItem(NAME);
  } catch { /* it is not kept then */ }
}

/** The list; `go` asks one of them again. */
export function historyList(context, go) {
  const { say, announce } = context;
  const questions = kept();
  const list = el('ul', {}, questions.map((one) => {
    const words = el('span', { dir: 'auto' }, one.question);
    const more = described(one, say).join(' · ');
    return el('li', {}, button(words, () => go(one)), more && el('small', {}, ` ${more}`));
  }));
  const erase = () => {
    keep([]);
    announce(say.t('history.erased'));
    context.focus();
    whole.hidden = true;
  };
  const whole = el('details', { id: 'history', hidden: !questions.length },
    el('summary', {}, say.t('history.title')), list,
    el('p', { class: 'meta' }, say.t('history.note'), ' ', button(say.t('history.erase'), erase, { id: 'history-erase' })));
  return whole;
}
