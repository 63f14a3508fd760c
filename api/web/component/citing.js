// A citation in the forms that people paste: text for a mail, HTML for a page, a footnote for a report.

import { isLink } from './dom.js';

/** Who published it: the issuer, and the source it was collected from when that adds something. */
export const publisher = ({ issuer, source }) => [...new Set([issuer, source].filter(Boolean))].join(' · ');

export const reference = ({ article_id: id, start, end, content_hash: hash }, say) =>
  say.t('reference', { id, start, end, hash });

export function asText(citation, say) {
  return [
    citation.title ?? say.t('untitled'),
    `${publisher(citation)} · ${say.day(citation.published)}`,
    citation.url,
    `“${citation.quote}”`,
    reference(citation, say),
  ].filter(Boolean).join('\n');
}

export function asFootnote(citation, say) {
  const who = publisher(citation);
  const title = citation.title ?? say.t('untitled');
  const told = say.t('footnote', { who, title, day: say.day(citation.published) });
  return `${[told, citation.url].filter(Boolean).join(', ')}. ${reference(citation, say)}.`;
}

/** Markup for a page. Everything from the release is escaped, and its address is left out unless it is one of the web. */
export function asHtml(citation, say) {
  const safe = isLink(citation.url) ? escape(citation.url) : '';
  const title = escape(citation.title ?? say.t('untitled'));
  const day = citation.published ? `<time datetime="${escape(citation.published)}">${escape(say.day(citation.published))}</time>` : escape(say.day(null));
  return [
    `<figure>`,
    `  <blockquote${safe && ` cite="${safe}"`} dir="auto">${escape(citation.quote).replaceAll('\n', '<br>')}</blockquote>`,
    `  <figcaption>${escape(publisher(citation))}, <cite dir="auto">${safe ? `<a href="${safe}">${title}</a>` : title}</cite>, ${day}.`,
    `    ${escape(reference(citation, say))}</figcaption>`,
    `</figure>`,
  ].join('\n');
}

/** An answer to be pasted into a mail: the sentences with their numbers, then what they were taken from. */
export function answerText({ sentences }, passages, say) {
  const used = passages.filter(({ citation }) => sentences.some((one) => one.citation === citation.number));
  const words = sentences.map((one) => `${one.text} [${one.citation}]`).join(' ');
  return [words, ...used.map(({ citation }) => `[${citation.number}] ${asText(citation, say)}`)].join('\n\n');
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (words) => words.replace(/[&<>"']/g, (one) => ESCAPES[one]);
