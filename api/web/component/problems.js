// What went wrong, in the reader's language where the interface knows it, else in the service's words.

const KNOWN = { unreached: 'restarting', offline: 'offline', cut: null };

/** [title, detail], either may be empty. */
export function words(problem, say) {
  const { kind, title, detail, status } = problem;
  if (kind === 'cut') return [say.t('failed.unexpected'), say.t('failed.cut')];
  // The service's words are for whoever wrote the request; what a reader asked for was there a moment ago.
  if (kind === 'article-unknown') return [say.t('problem.article-unknown'), ''];
  if (kind in KNOWN) return [say.t('failed.unreached'), say.t(`failed.${KNOWN[kind]}`)];
  if (kind === undefined) return [say.t('failed.shown'), String(problem.message ?? problem)]; // an error of our own
  if (!title) return [say.t('failed.unexpected'), say.t('failed.status', { status })];
  return say.tag === 'en' ? [title, detail] : [say.named('problem', kind, title), detail];
}
