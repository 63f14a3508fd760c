// What is on its way in: a list that outlives the room that shows it, sent two
// at a time. A server that is busy is asked again when it says so; what cannot
// be taken in never holds up the rest.

import { headers } from '../key.js';
import { problemOf, unreached, unreadable } from './service.js';

const AT_ONCE = 2;
const TRIES = 6;

/**
 * An item: `name`, `bytes`, what is to be sent (`file` or `article`), `state`
 * (waiting, sending, reading, paused, done, refused, stopped), `share` sent, and
 * in the end `outcome` and `article`, or `problem`.
 */
export const items = [];
const listeners = new Set();
let running = 0;

export function listen(told, signal) {
  listeners.add(told);
  signal.addEventListener('abort', () => listeners.delete(told));
}

function change(item, values) {
  Object.assign(item, values);
  for (const told of listeners) told(item);
}

export function put(given) {
  for (const one of given) {
    const item = { id: random(), key: random(), state: 'waiting', share: 0, tries: 0, ...one };
    items.push(item);
    change(item, {});
  }
  run();
}

const random = () => [...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(16).padStart(8, '0')).join('');

export const busy = () => items.some(({ state }) => ['waiting', 'sending', 'reading', 'paused'].includes(state));

export function stop() {
  for (const item of items) if (['waiting', 'paused'].includes(item.state)) change(item, { state: 'stopped' });
}

export function again(item) {
  change(item, { state: 'waiting', key: random(), share: 0, tries: 0, problem: null }); // what is refused stays so under its key
  run();
}

export function forget() {
  const left = items.filter(({ state, file, article }) => !['done', 'stopped'].includes(state) && (file || article));
  items.splice(0, items.length, ...left);
}

async function run() {
  while (running < AT_ONCE) {
    const item = items.find(({ state }) => state === 'waiting');
    if (!item) return;
    running += 1;
    one(item).finally(() => {
      running -= 1;
      run();
    });
  }
}

async function one(item) {
  change(item, { state: 'sending', share: 0, tries: item.tries + 1 });
  try {
    const { outcome, article } = await send(item);
    change(item, { state: 'done', outcome, article });
  } catch (problem) {
    const later = ([0, 429, 503].includes(problem.status) || problem.kind === 'idempotency-key-in-use') && item.tries < TRIES;
    if (!later) return change(item, { state: 'refused', problem });
    change(item, { state: 'paused', problem });
    const seconds = problem.after ?? 2 ** item.tries / 2;
    setTimeout(() => {
      if (item.state !== 'paused') return;
      change(item, { state: 'waiting' });
      run();
    }, seconds * 1000);
  }
  return undefined;
}

/** Sends one release. Only XMLHttpRequest tells how much of it has gone. */
function send(item) {
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open('POST', 'v1/articles');
    // The same key for every try: what arrived although its reply was lost is not taken in twice.
    const sent = { Accept: 'application/json', 'Idempotency-Key': item.key, ...headers() };
    for (const [name, value] of Object.entries(sent)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => change(item, { share: total ? loaded / total : 0 }));
    request.upload.addEventListener('load', () => change(item, { state: 'reading', share: 1 }));
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText));
      else reject(problemOf(request.status, request.responseText, Number(request.getResponseHeader('Retry-After')) || null));
    });
    request.addEventListener('error', () => isReadable(item.file).then((readable) => reject(readable ? unreached() : unreadable())));
    request.send(body(item, request));
  });
}

// A browser tells of a file that it may not open as of a connection that fails.
async function isReadable(file) {
  try {
    await file?.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function body({ file, name, article, source }, request) {
  if (article) {
    request.setRequestHeader('Content-Type', 'application/json');
    return JSON.stringify(article);
  }
  const form = new FormData();
  if (source) form.append('source', source);
  // A name with slashes would lose its folders, and one file of a folder take another's place.
  form.append('file', file, name.replaceAll('/', ' – '));
  return form;
}
