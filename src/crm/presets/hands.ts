import { HandraiseError } from '../../errors.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import type { HandsKind } from '../../notice/presets.ts';
import { literalSql } from './identifier.ts';
import type { RaisedHandKind } from './raisedHand.ts';

/** A form, campaign or event by which a hand may be raised, as the data has it. */
export interface Candidate {
  /** By which rows name it: the form's id, the event's name. */
  readonly key: string;
  readonly name: string;
  readonly times: number;
  /** Different contacts; null where only a sample was counted. */
  readonly contacts: number | null;
  /** What raises the hand; null for what raises none. */
  readonly kind: RaisedHandKind | null;
}

/** What of a landing may raise a hand, and what was taken for it. */
export interface Hands {
  /** What the candidates are, in the singular: `form`. */
  readonly what: string;
  /** How far the data was counted: all of it, a sample of one row in a hundred, or not within the deadline. */
  readonly counted: 'all' | 'sample' | 'nothing';
  /** The statement that lists them. */
  readonly query: string;
  /** Those taken first, then by how often. */
  readonly candidates: readonly Candidate[];
  /** Those taken, as {@link raisedHandRows}: a mapping joins them by key. */
  readonly rows: string;
}

/**
 * Raised hands as rows of SQL (key text, kind text): what follows FROM or JOIN, on one line. Without any the one row
 * there is matches nothing.
 *
 * @param hands pairs of the key by which the data names a form, campaign or event, and the kind of outcome that it is
 * @throws HandraiseError `config` when a key stands there twice.
 * @example
 * raisedHandRows([['f1', 'demo request']]).includes("'demo request'") // true
 * `JOIN ${raisedHandRows([['f1', 'demo request']])} AS raised (key, kind) ON raised.key = form_id`;
 */
export function raisedHandRows(hands: readonly (readonly [key: string, kind: string])[]): string {
  const seen = new Set<string>();
  for (const [key] of hands) {
    if (seen.has(key))
      throw new HandraiseError('config', `raised hands: ${JSON.stringify(key)} is listed twice`, {
        hint: 'leave one of the two lines',
      });
    seen.add(key);
  }
  const rows = hands.map((hand) => `(${hand.map(literalSql).join(', ')})`);
  return `(VALUES ${rows.length === 0 ? '(NULL::text, NULL::text)' : rows.join(', ')})`;
}

/** The pairs that count as raised hands. */
export function takenHands(candidates: readonly Candidate[]): (readonly [key: string, kind: RaisedHandKind])[] {
  return candidates.flatMap(({ key, kind }) => (kind === null ? [] : [[key, kind] as const]));
}

/** What has to be said of the list as a whole; empty where all is well. */
export function handsFindings({ what, counted, candidates }: Hands): Notice<HandsKind>[] {
  if (counted === 'nothing') return [notice('hands-uncounted', { what })];
  return [
    ...(counted === 'sample' ? [notice('hands-sampled', { what })] : []),
    ...(takenHands(candidates).length > 0 ? [] : [notice('no-hand-taken', { what, candidates: candidates.length })]),
  ];
}
