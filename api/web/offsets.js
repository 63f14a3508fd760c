// The service counts characters as Unicode code points; JavaScript strings
// count UTF-16 units, in which an emoji is two. Everything that slices text
// by the service's numbers goes through this file.

/** The string index at which the code point number `offset` begins. */
export function toIndex(text, offset) {
  let index = 0;
  for (let left = offset; left > 0 && index < text.length; left -= 1) {
    index += text.codePointAt(index) > 0xffff ? 2 : 1;
  }
  return index;
}

/** Ranges in code points to ranges in string indices: sorted, merged, none empty. */
export function toRanges(text, highlights) {
  const ranges = highlights
    .map(([start, end]) => [toIndex(text, start), toIndex(text, end)])
    .filter(([start, end]) => start < end)
    .sort((a, b) => a[0] - b[0]);
  const merged = [];
  for (const [start, end] of ranges) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** Appends `text` to `element`, with `ranges` (string indices) in <mark>. */
export function appendMarked(element, text, ranges) {
  let done = 0;
  for (const [start, end] of ranges) {
    const mark = document.createElement('mark');
    mark.textContent = text.slice(start, end);
    element.append(text.slice(done, start), mark);
    done = end;
  }
  element.append(text.slice(done));
}

/** Paragraphs of `text` as [start, end) string indices, split at blank lines. */
export function paragraphs(text) {
  const found = [];
  let start = 0;
  for (const gap of text.matchAll(/\n\s*\n/g)) {
    found.push([start, gap.index]);
    start = gap.index + gap[0].length;
  }
  found.push([start, text.length]);
  return found.filter(([from, to]) => text.slice(from, to).trim());
}

/** The part of each range that lies in [from, to), counted from `from`. */
export function within(ranges, from, to) {
  return ranges
    .map(([start, end]) => [Math.max(start, from) - from, Math.min(end, to) - from])
    .filter(([start, end]) => start < end);
}
