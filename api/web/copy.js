// The clipboard is closed to pages served over plain http, which is how a
// service inside an organisation is often reached; there the older way is used.

const said = new WeakMap();

export async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    say(button, 'Copied');
  } catch {
    copyFromBox(text, button);
  }
}

function copyFromBox(text, button) {
  const box = document.createElement('textarea');
  box.className = 'copy-box';
  box.readOnly = true;
  box.value = text;
  box.ariaLabel = 'Citation to copy';
  button.parentElement.querySelector('.copy-box')?.remove();
  button.parentElement.append(box);
  box.select();
  // When even this is refused the box stays, selected, to be copied by hand.
  if (!document.execCommand('copy')) return say(button, 'Copy the text below');
  box.remove();
  button.focus();
  say(button, 'Copied');
}

function say(button, words) {
  const before = said.get(button) ?? { label: button.textContent };
  clearTimeout(before.timer);
  button.textContent = words;
  document.getElementById('status').textContent = words;
  before.timer = setTimeout(() => { button.textContent = before.label; }, 2000);
  said.set(button, before);
}
