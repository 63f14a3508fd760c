// Many places of one text at once: the service counts code points, strings
// count UTF-16 units. `../offsets.js` finds one place by walking to it.

/** Gives the string index of a code point's number, for a text that is asked about often. */
export function indexer(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (point) => Math.min(point, text.length);
  const starts = new Uint32Array(text.length + 1);
  let count = 0;
  for (let index = 0; index < text.length; count += 1) {
    starts[count] = index;
    index += text.codePointAt(index) > 0xffff ? 2 : 1;
  }
  starts[count] = text.length;
  return (point) => starts[Math.min(point, count)];
}
