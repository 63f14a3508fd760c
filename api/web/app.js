// The page's wiring: the form, the address, and one question at a time.

import * as api from './api.js';
import { filterNames, readAddress, writeAddress } from './address.js';
import { describe, showLoading, showProblem, showReply, showWelcome } from './results.js';
import { plural } from './words.js';

const form = document.getElementById('ask');
const fields = form.elements;
const filters = document.getElementById('filters');
let running = null;
let shown = null;

/** An answer that arrives after the next question was asked is dropped, not shown. */
async function ask(query) {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  showLoading();
  try {
    const reply = await api.ask(query, signal);
    if (!signal.aborted) showReply(query, reply);
  } catch (error) {
    if (!signal.aborted) showProblem(error);
  }
}

/** Makes the page what its address says. */
function follow() {
  shown = location.search;
  const query = readAddress(shown);
  fillForm(query);
  document.title = query.question ? `${query.question} — Dateline` : 'Dateline';
  if (query.question) return ask(query);
  running?.abort();
  return showWelcome();
}

function go(search) {
  if (search !== location.search) history.pushState(null, '', search);
  follow();
}

function fillForm({ question, filters: values }) {
  fields.question.value = question;
  for (const name of filterNames) setField(fields[name], values[name] ?? '');
  countFilters();
  if (describe(values).length) filters.open = true;
}

// The address may name a source before the list of sources has come.
function setField(field, value) {
  if (field.options && ![...field.options].some((option) => option.value === value)) {
    field.add(new Option(value, value));
  }
  field.value = value;
}

function readForm() {
  const values = filterNames.map((name) => [name, fields[name].value || null]);
  return { question: fields.question.value.trim(), filters: Object.fromEntries(values) };
}

function countFilters() {
  const count = filterNames.filter((name) => fields[name].value).length;
  document.getElementById('filter-count').textContent = count ? `(${count})` : '';
}

function checkDates() {
  const { published_from: from, published_to: to } = fields;
  const backwards = from.value && to.value && to.value < from.value;
  to.setCustomValidity(backwards ? 'This date is before “Published from”.' : '');
  if (backwards) filters.open = true; // a message cannot be shown on a hidden field
  return form.reportValidity();
}

function submit(event) {
  event.preventDefault();
  if (!checkDates()) return;
  const query = readForm();
  if (!query.question) return fields.question.focus();
  // On a phone the keyboard would cover the answer.
  if (matchMedia('(pointer: coarse)').matches) fields.question.blur();
  go(writeAddress(query));
}

/** Links to a question are answered in place, unless they are opened elsewhere. */
function clickLink(event) {
  const link = event.target.closest('a[href^="?"]');
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.search || location.pathname);
}

function clearFilters() {
  for (const name of filterNames) fields[name].value = '';
  countFilters();
  checkDates();
}

async function showHoldings() {
  const total = await api.total();
  document.getElementById('holdings').textContent = total ? plural(total, 'press release') : 'the press releases held here';
}

async function listSources() {
  const listed = [...fields.source.options].map((option) => option.value);
  for (const { name, articles } of await api.sources()) {
    const label = `${name} (${articles.toLocaleString('en')})`;
    if (listed.includes(name)) [...fields.source.options].find((option) => option.value === name).text = label;
    else fields.source.add(new Option(label, name));
  }
}

form.addEventListener('submit', submit);
form.addEventListener('change', countFilters);
document.addEventListener('click', clickLink);
document.getElementById('clear-filters').addEventListener('click', clearFilters);
document.getElementById('retry').addEventListener('click', follow);
// Jumping to a footnote's passage also counts as moving through history.
addEventListener('popstate', () => { if (location.search !== shown) follow(); });

follow();
// Both only add to the page; it answers questions without them.
showHoldings().catch(() => {});
listSources().catch(() => {});
