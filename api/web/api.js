// Paths are relative so that the service also works under a base path.

/** What went wrong, in words for the reader. */
export class Problem extends Error {
  constructor(title, detail) {
    super(title);
    this.title = title;
    this.detail = detail;
  }
}

export const ask = ({ question, filters }, signal) =>
  call('v1/ask', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ question, k: 5, filters }),
    signal,
  });

export const article = (id, signal) => call(`v1/articles/${encodeURIComponent(id)}`, { signal });
export const total = async () => (await call('v1/articles?limit=1')).total;
export const sources = async () => (await call('v1/sources')).sources;

async function call(path, options) {
  const response = await reach(path, options);
  const body = await parse(response, options?.signal);
  if (response.ok && body) return body;
  throw new Problem(
    body?.title ?? 'The service did not answer as expected',
    typeof body?.detail === 'string' ? body.detail : `It replied with status ${response.status}.`,
  );
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem(
      'The service could not be reached',
      navigator.onLine
        ? 'It may be restarting, or the network may be interrupted. Your question is kept.'
        : 'This device is offline. Your question is kept.',
    );
  }
}

// A proxy in between may answer with a page of its own, which is not JSON.
async function parse(response, signal) {
  try {
    return await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    return null;
  }
}
