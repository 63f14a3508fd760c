// Thumbs under an answer and under a passage. A thumb is a click; a comment may follow.

import { button, el } from './dom.js';
import { words } from './problems.js';
import { body } from './query.js';

/**
 * `told` holds the key of the question asked, whether the archive answered, and
 * the place judged. Nothing is shown once the service said that it keeps no feedback.
 */
export function thumbs(query, context, { question, answered, place }) {
  const { say } = context;
  if (!context.feedback.kept) return null;
  const box = el('div', { class: 'thumbs', role: 'group', 'aria-label': say.t(question) });
  const up = () => send(box, { verdict: 'up' }, sent);
  const down = () => ask(box, sent, say);
  const sent = (said) => deliver(box, { ...about(query), answered, ...place, ...said }, context);
  box.append(el('span', {}, say.t(question)),
    button(say.t('feedback.up'), up, { class: 'plain up' }), button(say.t('feedback.down'), down, { class: 'plain down' }));
  return box;
}

function about(query) {
  const { question, filters, as_of: asOf } = body(query);
  return { question, filters, as_of: asOf };
}

function send(box, said, sent) {
  for (const one of box.querySelectorAll('button')) one.disabled = true;
  return sent(said);
}

/** What was wrong is worth a word, which may also stay empty. */
function ask(box, sent, say) {
  const before = [...box.childNodes];
  const comment = el('textarea', { rows: 2, maxlength: 2000, dir: 'auto' });
  const back = () => {
    box.replaceChildren(...before);
    box.querySelector('.down').focus();
  };
  const submitted = (event) => {
    event.preventDefault();
    send(box, { verdict: 'down', ...(comment.value.trim() && { comment: comment.value.trim() }) }, sent);
  };
  const escaped = (event) => event.key === 'Escape' && back();
  box.replaceChildren(el('form', { on: { submit: submitted, keydown: escaped } },
    el('label', {}, say.t('feedback.comment'), comment),
    el('button', { type: 'submit', class: 'plain send' }, say.t('feedback.send')),
    button(say.t('feedback.cancel'), back)));
  comment.focus();
}

async function deliver(box, said, context) {
  const { say, announce } = context;
  const note = (told) => el('span', { class: 'told', tabindex: -1 }, told);
  const tell = (told) => {
    box.replaceChildren(note(told));
    announce(told);
    box.firstChild.focus();
  };
  try {
    await context.service.feedback(said);
    tell(say.t('feedback.thanks'));
  } catch (error) {
    if (!uncollected(error)) return unsent(box, note(say.t('feedback.failed', { why: words(error, say)[0] })), announce);
    context.feedback.kept = false;
    tell(say.t('feedback.none'));
    for (const other of box.getRootNode().querySelectorAll('.thumbs')) if (other !== box) other.remove();
  }
}

/** Whether nobody keeps feedback here. That what was judged is no longer held is also a 404, but says so. */
const uncollected = ({ status, kind }) => [404, 405].includes(status) && ['http', 'unexpected'].includes(kind);

/** What was said stays, to be sent again: a comment was work. */
function unsent(box, told, announce) {
  box.querySelector('.told')?.remove();
  for (const one of box.querySelectorAll('button')) one.disabled = false;
  box.append(told);
  announce(told.textContent);
  told.focus();
}
