import type { Promotion } from '../pipeline/promote/promoteModel.ts';
import type { GateFinding } from '../registry/gateFinding.ts';
import { counted } from '../text/format.ts';
import { plainTable } from './plainTable.ts';

/** Each gate with what it asked, what was measured and whether it holds. */
export function gatesTable(gates: readonly GateFinding[]): string {
  return plainTable(
    ['gate', '', 'asked', 'measured'],
    gates.map(({ gate, held, asked, measured }) => [gate, held ? 'HOLDS' : 'passes', asked, measured]),
  );
}

/** What became of a promotion, and what can be done about it. */
export function promotionText({ program, modelId, action, previousModelId, gates }: Promotion): string {
  if (action === 'promote') return `${modelId} is the champion of ${program}; handraise score uses it`;
  const held = counted(gates.filter((gate) => gate.held).length, 'gate');
  if (action === 'override')
    return `${modelId} is the champion of ${program} although ${held} held; the reason is recorded`;
  const stays = previousModelId === null ? 'there is no champion' : `${previousModelId} stays the champion`;
  return `${modelId} is not promoted, because of ${held}; ${stays} of ${program}. To promote it all the same, on record: handraise models promote ${modelId} --override "why"`;
}
