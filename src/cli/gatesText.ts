import type { GateNotice } from '../notice/notice.ts';
import type { Promotion } from '../pipeline/promote/promoteModel.ts';
import { counted } from '../text/format.ts';
import { askedAndMeasured } from '../wording/sentenceOf.ts';
import { plainTable } from './plainTable.ts';

/** Each gate with what it asked, what was measured and whether it blocks. */
export function gatesTable(gates: readonly GateNotice[]): string {
  return plainTable(
    ['gate', '', 'required', 'measured'],
    gates.map((gate) => {
      const { asked, measured } = askedAndMeasured(gate);
      return [gate.gate, gate.blocked ? 'BLOCKED' : 'passes', asked, measured];
    }),
  );
}

/** What became of a promotion, and what can be done about it. */
export function promotionText({ program, modelId, action, previousModelId, gates }: Promotion): string {
  if (action === 'promote') return `${modelId} is the champion of ${program}; handraise score uses it`;
  const blocking = counted(gates.filter(({ blocked }) => blocked).length, 'gate');
  if (action === 'override')
    return `${modelId} is the champion of ${program} although ${blocking} blocked it; the reason is recorded`;
  const stays = previousModelId === null ? 'there is no champion' : `${previousModelId} stays the champion`;
  return `${modelId} is not promoted, because of ${blocking}; ${stays} of ${program}. To promote it anyway, on record: handraise models promote ${modelId} --override "why"`;
}
