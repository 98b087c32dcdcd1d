import { compareText } from '../../snapshot/ordering.ts';
import type { Instant } from '../../time/instant.ts';
import { type Finding, type JudgedPiece, nothingSaid, type Piece } from './piece.ts';

/**
 * What the pieces of evidence of one criterion come to at an instant.
 *
 * Known where all live pieces that say something agree, contradicted where they disagree, unknown where none says anything: there is
 * none, all have expired, or no rule knows their values. A piece counts before it expires, and no more at that instant.
 *
 * @returns the state, with all pieces, the newest first; a value of the day of the run comes before what was said earlier.
 */
export function findingOf(pieces: readonly Piece[], now: Instant): Finding {
  if (pieces.length === 0) return nothingSaid;
  const judged: JudgedPiece[] = pieces.map((piece) => ({ ...piece, expired: piece.expires <= now }));
  judged.sort((a, b) => newness(b) - newness(a) || compareText(a.source, b.source) || compareText(a.value, b.value));
  const said = new Set(judged.flatMap(({ expired, says }) => (expired || says === 'neither' ? [] : [says])));
  if (said.size === 1) return { state: 'known', met: said.has('met'), pieces: judged };
  return { state: said.size === 0 ? 'unknown' : 'contradicted', met: null, pieces: judged };
}

/** Finite, so that two of the day of the run compare as equals. */
function newness({ dated }: Piece): number {
  return Number.isNaN(dated) ? Number.MAX_SAFE_INTEGER : dated;
}
