import { limits } from '../../api/limits.ts';
import { HandraiseError } from '../../errors.ts';
import type { Pruning } from '../../publish/pruneRankings.ts';
import { integer } from '../../text/format.ts';
import type { Action } from '../command.ts';
import { withWorkbench } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    if (flags.keep === undefined)
      throw new HandraiseError('usage', 'how many rankings to keep beside the published one is not said', {
        hint: 'say it, such as: handraise runs prune --keep 14',
      });
    const keep = wholeNumber('keep', flags.keep, limits.keep.least, limits.keep.most);
    const opened = workbench.program(program);
    const pruning = await opened.prune(keep);
    return { data: { program: opened.name, ...pruning }, text: pruningText(pruning) };
  });

/** What went, what can still be put back, and what becomes of the space. */
function pruningText({ removed, kept, published, rows }: Pruning): string {
  const served = published === null ? 'Nothing is published.' : `Run ${published} is published and stays.`;
  const back =
    kept.length === 0
      ? 'No other ranking is kept: there is none to put back.'
      : `These can be put back: ${kept.join(', ')}.`;
  if (removed.length === 0) return `Nothing to remove. ${served} ${back}`;
  return [
    `Removed ${integer(rows)} ranked rows. These runs stay on record, but their rankings cannot be put back any more: ${removed.join(', ')}.`,
    `${served} ${back}`,
    'The next runs use the space again. To give it back to the disk: VACUUM FULL handraise.ranked_contact, handraise.ranked_account',
  ].join('\n');
}
