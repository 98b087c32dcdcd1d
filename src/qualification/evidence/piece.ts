import type { Instant } from '../../time/instant.ts';

/** What a value says of a criterion; neither, where no rule knows the value. */
export type Says = 'met' | 'not met' | 'neither';

/** One thing that was said of a criterion. */
export interface Piece {
  readonly says: Says;
  /** As it was said. */
  readonly value: string;
  /** Where it comes from, such as `answer:budget`. */
  readonly source: string;
  /** When it was said; NaN for a value of the day of the run, whose date is not known. */
  readonly dated: Instant;
  /** From when on it counts no more; Infinity for never. */
  readonly expires: number;
}

/** A piece, and whether it counts. */
export interface JudgedPiece extends Piece {
  readonly expired: boolean;
}

/** What is known of a criterion. */
export type Finding =
  | { readonly state: 'known'; readonly met: boolean; readonly pieces: readonly JudgedPiece[] }
  | { readonly state: 'contradicted' | 'unknown'; readonly met: null; readonly pieces: readonly JudgedPiece[] };

/** The finding where nothing was ever said. */
export const nothingSaid: Finding = { state: 'unknown', met: null, pieces: [] };
