// Server-sent events out of a stream of text (HTML Living Standard, section 9.2.6).
// EventSource cannot send a question's body, so the few rules needed stand here.

/** Splits what has come into whole events and the rest that is still to be completed. Nobody ends lines with CR alone. */
export function split(text) {
  const blocks = text.split(/\r?\n\r?\n/);
  const rest = blocks.pop();
  return { events: blocks.map(parse).filter(Boolean), rest };
}

function parse(block) {
  const fields = { event: 'message', data: [] };
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (name === 'event') fields.event = value;
    if (name === 'data') fields.data.push(value);
  }
  return fields.data.length ? { name: fields.event, data: JSON.parse(fields.data.join('\n')) } : null;
}

/** The events of a response's body, each as soon as it is whole. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const found = split(text + value);
      text = found.rest;
      yield* found.events;
    }
  } finally {
    reader.cancel().catch(() => {}); // whoever listens no longer needs the rest
  }
}
