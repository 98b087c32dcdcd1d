import type { KeptRankings } from '../publish/keptRankings.ts';
import { integer } from '../text/format.ts';
import { mebibytes } from './mebibytes.ts';

/** How many rankings are kept, in what space. */
export function keptText({ rankings, bytes }: KeptRankings): string {
  const count = rankings === 1 ? '1 ranking is kept' : `${integer(rankings)} rankings are kept`;
  return `${count}; ranked rows take up ${mebibytes(bytes)} of the database in all`;
}
