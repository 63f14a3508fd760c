// Why the archive does not say, as a whole sentence of the interface's
// language. What a name's gender or number would change is left out of them:
// no pronoun stands for one, and no verb has one for its subject.

import { el, inItsScript } from './dom.js';

/** The sentence as an element; names in it keep their own direction. */
export function lacking(name, missing, say, given = {}) {
  const parts = composed(missing, say);
  const made = el(name, given, parts.map(({ words, isName }) => (isName ? el('bdi', {}, words) : words)));
  if (parts.length === 1) return inItsScript(made, parts[0].words);
  return Object.assign(made, { dir: say.dir, lang: say.tag });
}

/** Its parts in order. The service says it in English, with more detail than a code has; others hear it in their words. */
export function composed({ reason, names, text }, say) {
  if (say.tag === 'en' && text) return [{ words: text }];
  const about = (names ?? []).filter(Boolean);
  const key = `missing.${reason}`;
  const template = about.length ? say.named(key, about.length > 1 ? 'several' : 'named', say.named(key, 'named', '')) : '';
  if (!template) return [{ words: say.named('missing', reason, text ?? '') }];
  const [before, after] = template.split('{names}');
  return [{ words: before }, ...listed(about, reason, say), { words: after }].filter(({ words }) => words);
}

function listed(names, reason, say) {
  const shown = names.map((name) => quoted(name, say));
  const between = reason === 'never_mentioned' ? say.t('missing.neither') : null;
  if (between === null) return say.joined(shown);
  return shown.flatMap((words, at) => (at ? [{ words: between }, { words, isName: true }] : [{ words, isName: true }]));
}

/** Words that the question quotes come in the service's quotation marks. */
const quoted = (name, say) => (/^".+"$/.test(name) ? say.t('quoted', { words: name.slice(1, -1) }) : name);
