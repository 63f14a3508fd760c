// The form tries attributes on the component that stands in the page beside it,
// and writes the lines to copy.

const ask = document.querySelector('dateline-ask');
const form = document.getElementById('attributes');
const snippet = document.getElementById('snippet');
const ATTRIBUTES = ['key', 'lang', 'theme', 'accent', 'sources', 'placeholder', 'effort', 'k', 'filters', 'history'];
const base = new URL('.', document.baseURI).href;

const escaped = (words) => words.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function chosen() {
  return ATTRIBUTES.map((name) => {
    const field = form.elements[name];
    if (field.type === 'checkbox') return [name, field.checked ? '' : null];
    return [name, field.value.trim() || null];
  }).filter(([, value]) => value !== null);
}

function apply() {
  const given = chosen();
  for (const name of ATTRIBUTES) {
    const value = given.find(([one]) => one === name)?.[1];
    if (value === undefined) ask.removeAttribute(name);
    else if (ask.getAttribute(name) !== value) ask.setAttribute(name, value);
  }
  const written = [['endpoint', base], ...given].map(([name, value]) => (value ? `${name}="${escaped(value)}"` : name));
  snippet.value = `<script type="module" src="${base}widget.js"></script>\n<dateline-ask ${written.join(' ')}></dateline-ask>`;
}

const log = (name, words) => { document.getElementById('event').textContent = `${name}: ${words}`; };

form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
ask.addEventListener('dateline-answer', ({ detail }) => log('dateline-answer', detail.reply.answer?.status ?? 'passages'));
ask.addEventListener('dateline-error', ({ detail }) => log('dateline-error', detail.title));
apply();
