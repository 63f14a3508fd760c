// The page's wiring: which room is shown, in which language, with which key.

import * as add from './add.js';
import { allow, count } from './allowed.js';
import { announce, el } from './dom.js';
import * as feedback from './feedback.js';
import * as jobs from './jobs.js';
import { askForKey, showKey } from './keyfield.js';
import { apply, language, speak, t } from './language.js';
import * as release from './release.js';
import * as releases from './releases.js';
import * as removed from './removed.js';
import * as report from './report.js';
import * as service from './service.js';
import * as sources from './sources.js';
import { failed, working } from './parts.js';

const rooms = { releases, add, sources, jobs, report, feedback };
const others = { release, removed };
const main = document.getElementById('main');
const nav = document.getElementById('rooms');
let leaving = null;

// A link that was cut in the middle of a sign still leads to this page.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `#/release/ID?to=ID` as its parts. */
function place() {
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?');
  const [room, ...rest] = path.split('/').map(decoded);
  const known = Object.hasOwn(rooms, room) || Object.hasOwn(others, room);
  return { room: known ? room : 'releases', rest, search: new URLSearchParams(search) };
}

async function show(moved = false) {
  leaving?.abort();
  const { signal } = (leaving = new AbortController());
  const here = place();
  const view = rooms[here.room] ?? others[here.room];
  mark(here.room);
  const head = el('h1', { tabindex: '-1' }, view.title(here));
  const body = el('div', { class: 'room' });
  main.replaceChildren(head, body);
  document.title = `${view.title(here)} · ${t('brand')}`;
  if (moved) head.focus();
  const wait = working();
  body.append(wait);
  try {
    await view.render(body, here, signal);
  } catch (error) {
    if (!signal.aborted) body.append(failed(error, () => show(true)));
  } finally {
    wait.remove();
  }
}

function mark(room) {
  const shown = { release: 'releases', removed: 'releases' }[room] ?? room;
  for (const link of nav.querySelectorAll('a')) {
    if (link.dataset.room === shown) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function fillFrame() {
  document.getElementById('brand').textContent = t('brand');
  document.getElementById('skip').textContent = t('skip');
  document.getElementById('language-label').textContent = t('language');
  document.getElementById('language').value = language();
  document.querySelector('#over p').textContent = t('add.dropAnywhere');
  nav.setAttribute('aria-label', t('rooms'));
  const links = Object.keys(rooms).map((room) =>
    el('li', {}, el('a', { href: `#/${room}`, 'data-room': room }, t(`room.${room}`), el('span', { class: 'badge', id: `badge-${room}`, hidden: true }))));
  nav.replaceChildren(el('ul', {}, ...links));
  showKey();
}

/** What the key allows decides what the rooms offer; without it they are shown as for somebody who may not. */
async function know() {
  try {
    allow(await service.access());
  } catch (error) {
    allow(null, error);
  }
  count().catch(() => {});
}

async function start() {
  apply();
  fillFrame();
  await know();
  fillFrame();
  count().catch(() => {});
  await show();
}

document.getElementById('language').addEventListener('change', (event) => {
  speak(event.target.value);
  fillFrame();
  show();
});
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault(); // what stands behind # says which room is shown
  main.focus();
});
document.getElementById('key-button').addEventListener('click', () => askForKey(again));
addEventListener('hashchange', () => show(true));
addEventListener('keyneeded', (event) => askForKey(again, event.detail));
add.listenForDrops(() => { if (place().room !== 'add') location.hash = '#/add'; });

/** After another key: everything is asked anew. */
async function again() {
  await know();
  fillFrame();
  await show();
  announce(t('key.taken'));
}

start();
