// The clipboard is closed to pages served over plain http, which is how a
// service inside an organisation is often reached; there the older way is used.

import { button, el } from './dom.js';
import { asFootnote, asHtml, asText } from './citing.js';

const told = new WeakMap();

export async function copy(words, pressed, { say, announce }) {
  const done = (key) => tell(pressed, say.t(key), announce);
  try {
    await navigator.clipboard.writeText(words);
    done('copy.done');
  } catch {
    copyFromBox(words, pressed, say, done);
  }
}

function copyFromBox(words, pressed, say, done) {
  const box = el('textarea', { class: 'copy-box', readonly: true, 'aria-label': say.t('copy.box') });
  box.value = words;
  pressed.parentElement.querySelector('.copy-box')?.remove();
  pressed.parentElement.append(box);
  box.select();
  // When even this is refused the box stays, selected, to be copied by hand.
  if (!document.execCommand('copy')) return done('copy.byHand');
  box.remove();
  pressed.focus();
  return done('copy.done');
}

function tell(pressed, words, announce) {
  const before = told.get(pressed) ?? { label: pressed.textContent };
  clearTimeout(before.timer);
  pressed.textContent = words;
  announce(words);
  before.timer = setTimeout(() => { pressed.textContent = before.label; }, 2000);
  told.set(pressed, before);
}

/** "Copy citation", which opens the forms that there are. */
export function copies(citation, context) {
  const { say } = context;
  const forms = { text: asText, html: asHtml, footnote: asFootnote };
  const choices = el('span', { class: 'forms', role: 'group', 'aria-label': say.t('copy.forms'), hidden: true });
  const open = (wanted) => {
    choices.hidden = !wanted;
    opener.setAttribute('aria-expanded', wanted);
  };
  const opener = button(say.t('copy.citation'), () => open(choices.hidden), { class: 'plain copy', 'aria-expanded': 'false' });
  choices.append(...Object.entries(forms).map(([name, form]) =>
    button(say.t(`copy.${name}`), ({ target }) => copy(form(citation, say), target, context), { class: `plain copy-${name}` })));
  const escaped = (event) => {
    if (event.key !== 'Escape' || choices.hidden) return;
    open(false);
    opener.focus();
  };
  return el('span', { class: 'copies', on: { keydown: escaped } }, opener, choices);
}
