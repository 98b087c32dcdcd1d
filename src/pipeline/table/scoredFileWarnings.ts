import { type GateNotice, gateNotice, type Notice, notice } from '../../notice/notice.ts';
import type { ScoredFile, ShiftedColumn } from './scoredFile.ts';

/** Shares of the rows, and of what the model goes by, below which a column is not worth a line. */
const worthSaying = { rows: 0.02, weight: 0.01 } as const;
const shown = 10;

/** How the file to score differs from training; empty where it does not. */
export function scoredFileWarnings({ shifted, lost, gone, accepted }: ScoredFile): readonly Notice[] {
  const columns = shifted
    .filter((one) => Math.max(one.lost, one.moved) >= worthSaying.rows && one.weight >= worthSaying.weight)
    .map((one) => notice('column-differs', { column: one.column, weight: one.weight, ...differenceOf(one) }));
  const rest = columns.length - shown;
  return [
    ...(gone && accepted ? [notice('scored-anyway', { lost })] : []),
    ...columns.slice(0, shown),
    ...(rest > 0 ? [notice('more-columns-differ', { columns: rest })] : []),
  ];
}

/** Whether a notice says how the file to score differs. */
export function saysFileDiffers({ kind }: Notice): boolean {
  return kind === 'scored-anyway' || kind === 'column-differs' || kind === 'more-columns-differ';
}

/** Whether the file to score has what the model goes by. */
export function scoredFileGate({ lost, gone, accepted }: ScoredFile): GateNotice {
  return gateNotice('file to score', 'file-to-score', gone && !accepted, { lost, gone, accepted });
}

function differenceOf(one: ShiftedColumn) {
  const { missing, unseen, outside, constant, moved, unreadable, examples } = one;
  const emptied = missing.after - missing.before;
  if (unreadable > 0 && unreadable >= emptied / 2) return { how: 'unreadable', share: unreadable, examples } as const;
  const most = Math.max(emptied, unseen.share, outside.share);
  if (most > 0 && most === emptied) return { how: 'empty', share: missing.after, before: missing.before } as const;
  if (most > 0 && most === unseen.share)
    return { how: 'unseen', share: unseen.share, examples: unseen.levels } as const;
  if (most > 0 && most >= moved / 2) return { how: 'outside', ...outside } as const;
  if (constant) return { how: 'constant', share: 1, before: constant.before, value: String(constant.value) } as const;
  return { how: 'moved', share: moved } as const;
}
