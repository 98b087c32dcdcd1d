import type { GateNotice } from '../notice/notice.ts';
import { integer } from '../text/format.ts';
import { sentenceOf } from './sentenceOf.ts';

/** Gates that are told in full; where data are damaged the first ones are nearest to the cause, and the others follow from it. */
const toldInFull = 2;

/** Gates that block in one line: the first notice of each of the first gates in full, the names of the other gates. */
export function blockedLine(blocked: readonly GateNotice[]): string {
  const byGate = Map.groupBy(blocked, ({ gate }) => gate);
  const told = [...byGate.values()].slice(0, toldInFull).map(([first, ...more]) => {
    const others = more.length > 0 ? ` (${integer(more.length)} more like it.)` : '';
    return `${sentenceOf(first!)}${others}`;
  });
  const rest = [...byGate.keys()].slice(toldInFull);
  return [...told, ...(rest.length > 0 ? [`Also blocked: ${rest.join(', ')}.`] : [])].join(' ');
}

/** What every gate that blocks says, one sentence after the other. */
export function blockedSentences(gates: readonly GateNotice[]): string {
  return gates.flatMap((gate) => (gate.blocked ? [sentenceOf(gate)] : [])).join(' ');
}
