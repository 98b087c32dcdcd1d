/**
 * What events are folded into; each takes memory only where a family asks for it.
 *
 * - `counts`: events by kind and window
 * - `last`: the instant of the last event of each kind
 * - `days`: on which days anything happened
 * - `values`: sums of values by kind and window; `maxima`: their maxima; `lastValues`: the last value of each kind
 * - `touches`: what each event was about, where properties of events are mapped
 * - `account`: what everybody at the account did
 */
export type Fold = 'counts' | 'last' | 'days' | 'values' | 'maxima' | 'lastValues' | 'touches' | 'account';

/** What all of some families need folded; of colleagues' events the contact's own are taken off, so these are counted too. */
export function foldsOf(families: readonly { readonly folds: readonly Fold[] }[]): ReadonlySet<Fold> {
  const folds = new Set(families.flatMap((family) => family.folds));
  if (folds.has('account')) folds.add('counts');
  return folds;
}
