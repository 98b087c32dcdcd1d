import { type GateNotice, gateNotice } from '../../notice/notice.ts';
import { integer, percent as percentWith } from '../../text/format.ts';
import type { ScoredFile, ShiftedColumn } from './scoredFile.ts';

const percent = (share: number) => percentWith(share, 1);

/** Shares of the rows, and of what the model goes by, below which a column is not worth a line. */
const worthSaying = { rows: 0.02, weight: 0.01 } as const;
const shown = 10;

/** How the file to score differs from training, in words; empty where it does not. */
export function scoredFileSentences({ shifted, lost, gone, accepted }: ScoredFile): readonly string[] {
  const lines = shifted
    .filter((one) => Math.max(one.lost, one.moved) >= worthSaying.rows && one.weight >= worthSaying.weight)
    .map((one) => `${one.column}, ${percent(one.weight)} of what the model goes by, ${whatShifted(one)}.`);
  const rest = lines.length - shown;
  return [
    ...(gone && accepted
      ? [`The file to score lacks ${percent(lost)} of what the model goes by. It is still scored, as asked.`]
      : []),
    ...lines.slice(0, shown),
    ...(rest > 0 ? [`${integer(rest)} more columns of the file to score differ from training.`] : []),
  ];
}

/** Whether the file to score has what the model goes by. */
export function scoredFileGate({ lost, gone, accepted }: ScoredFile): GateNotice {
  return gateNotice('file to score', 'file-to-score', gone && !accepted, { lost, gone, accepted });
}

function whatShifted(one: ShiftedColumn): string {
  const { missing, unseen, outside, constant, moved, unreadable, examples } = one;
  const emptied = missing.after - missing.before;
  if (unreadable > 0 && unreadable >= emptied / 2)
    return `cannot be read in ${percent(unreadable)} of the rows to score, such as ${quoted(examples)}`;
  const most = Math.max(emptied, unseen.share, outside.share);
  if (most > 0 && most === emptied)
    return `is empty in ${percent(missing.after)} of the rows to score (training: ${percent(missing.before)})`;
  if (most > 0 && most === unseen.share)
    return `has values that training never saw in ${percent(unseen.share)} of the rows to score, such as ${quoted(unseen.levels)}`;
  if (most > 0 && most >= moved / 2)
    return `is outside the range of training, ${outside.least} to ${outside.greatest}, in ${percent(outside.share)} of the rows to score`;
  if (constant) return `is ${constant.value} in every row to score (training: ${percent(constant.before)})`;
  return `has other values: ${percent(moved)} of the rows to score would need another one to be like training`;
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => JSON.stringify(text)).join(', ');
}
