// What the page adds to the component: its own words in three languages, the
// number of releases held, and the question as the window's title.

import { addressed, follow } from './addressed.js';
import * as key from './key.js';
import { spoken, text } from './texts/index.js';

const KEPT = 'dateline.lang';
const ask = document.querySelector('dateline-ask');
const choice = document.getElementById('language');
let held = null;

// Storage may be closed to the page; then a choice lasts as long as the page.
function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function speak(lang) {
  document.documentElement.lang = lang;
  document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(lang, element.dataset.text);
  const count = held && new Intl.NumberFormat(lang === 'ar' ? 'ar-u-nu-latn' : lang).format(held);
  const words = count ? text(lang, 'page.count', { count }) : text(lang, 'page.held');
  document.getElementById('intro').textContent = text(lang, 'page.intro', { held: words });
  choice.value = lang;
  ask.lang = lang;
  follow(lang);
  if (addressed()) for (const link of document.querySelectorAll('.masthead a')) link.search = `?lang=${lang}`;
}

async function count() {
  const response = await fetch('v1/articles?limit=1', { headers: key.headers() });
  if (!response.ok) return; // the page answers questions without it
  held = (await response.json()).total;
  speak(choice.value);
}

choice.addEventListener('change', () => {
  speak(choice.value);
  try {
    localStorage.setItem(KEPT, choice.value);
  } catch { /* it is not kept then */ }
});

addEventListener('popstate', () => follow(choice.value)); // a language chosen since then stays

ask.addEventListener('dateline-question', ({ detail }) => {
  document.title = detail.question ? `${detail.question} — Dateline` : 'Dateline';
});

ask.addEventListener('dateline-answer', () => {
  if (held === null) count().catch(() => {}); // a key may have come meanwhile
});

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  ask.focus();
});

speak(spoken([addressed(), kept(), ...navigator.languages]));
await import('../widget.js'); // only now: it begins to ask in the language that was chosen
if (matchMedia('(pointer: fine)').matches && !ask.question) ask.focus();
count().catch(() => {});
