// A job is followed by asking for it, ever less often, until it has ended.

import * as service from './service.js';

const FIRST = 500;
const LAST = 4000;

export const ended = ({ state }) => state === 'done' || state === 'failed';

/** Tells `told` of a job again and again; returns it when it has ended. */
export async function follow(id, told, signal) {
  for (let wait = FIRST; ; wait = Math.min(LAST, wait * 1.5)) {
    const job = await service.job(id, signal);
    told(job);
    if (ended(job)) return job;
    await pause(wait, signal);
  }
}

const pause = (wait, signal) => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, wait);
  signal?.addEventListener('abort', () => {
    clearTimeout(timer);
    reject(signal.reason);
  }, { once: true });
});
