// A dialog that asks before something is done. What goes wrong is said in it.

import { el } from './dom.js';
import { t } from './language.js';

/**
 * Opens a dialog with what `content` holds. `work` is done when it is agreed
 * to; the dialog closes when that succeeded. `ready` says whether it may be.
 */
export function asking({ title, content, agree, work, ready = () => true, danger = false }) {
  const wrong = el('p', { class: 'wrong', role: 'alert', hidden: true });
  const yes = el('button', { type: 'submit', class: danger ? 'danger' : 'main' }, agree);
  const no = el('button', { type: 'button', class: 'plain', on: { click: () => dialog.close() } }, t('cancel'));
  const form = el('form', { method: 'dialog', novalidate: true }, ...content, wrong, el('p', { class: 'buttons' }, yes, no));
  const dialog = el('dialog', { class: 'asking', 'aria-labelledby': 'asking-title' },
    el('h2', { id: 'asking-title' }, title), form);
  const look = () => { yes.disabled = !ready(form.elements); };
  form.addEventListener('input', look);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!ready(form.elements)) return;
    yes.disabled = true;
    wrong.hidden = true;
    try {
      await work(form.elements);
      dialog.close();
    } catch (error) {
      Object.assign(wrong, { textContent: error.words ?? String(error), hidden: false });
      look();
    }
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  look();
  dialog.showModal();
}
