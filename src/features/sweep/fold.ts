/**
 * What events are folded into; each takes memory only where a family asks for it.
 *
 * - `counts`: events by kind and window
 * - `last`: the instant of the last event of each kind
 * - `days`: on which days anything happened
 * - `values`: sums of values by kind and window; `maxima`: their maxima; `lastValues`: the last value of each kind
 * - `instants`: when each event happened
 * - `touches`: what each event was about, where properties of events are mapped; `rates`: what became of those who touched the same before,
 *   `accountRates`: the same of what everybody at the account touched
 * - `amounts`: properties of events that are numbers; `means`: what these are on average among everybody
 * - `stages`: how far each contact came on the way to the outcome, where a program names the stages
 * - `account`: what everybody at the account did
 */
export type Fold =
  | 'counts'
  | 'last'
  | 'days'
  | 'values'
  | 'maxima'
  | 'lastValues'
  | 'instants'
  | 'touches'
  | 'rates'
  | 'accountRates'
  | 'amounts'
  | 'stages'
  | 'means'
  | 'account';

/** What there is to fold only where properties of events are mapped: those that are texts, those that are numbers. */
const ofProperties: ReadonlySet<Fold> = new Set(['touches', 'rates', 'accountRates']);
const ofAmounts: ReadonlySet<Fold> = new Set(['amounts', 'means']);

interface Folds {
  readonly folds: readonly Fold[];
}

/** Whether a family has columns only where properties of events are mapped that are texts. */
export function needsProperties({ folds }: Folds): boolean {
  return folds.some((fold) => ofProperties.has(fold));
}

/** The same of those that are numbers. */
export function needsAmounts({ folds }: Folds): boolean {
  return folds.some((fold) => ofAmounts.has(fold));
}

/** What all of some families need folded, with what that rests on: of colleagues' events the contact's own are taken off, so these are counted too. */
export function foldsOf(families: readonly { readonly folds: readonly Fold[] }[]): ReadonlySet<Fold> {
  const folds = new Set(families.flatMap((family) => family.folds));
  if (folds.has('accountRates')) folds.add('rates').add('account');
  if (folds.has('rates')) folds.add('touches');
  if (folds.has('means')) folds.add('amounts');
  if (folds.has('account')) folds.add('counts');
  return folds;
}
