import { type Check, check, type Side } from './result.ts';

/** ROC AUC may fall short of the better peer's by so much, and log loss exceed it by this share. */
const limits = { rocAuc: 0.001, logLoss: 0.005 };

/** Whether our quality is that of the better peer, per data set. */
export function acceptance({ ours, peers }: { readonly ours: Side; readonly peers: readonly Side[] }): Check[] {
  return Object.entries(ours.quality).flatMap(([set, own]) => {
    const others = peers.map(({ quality }) => quality[set]).filter((values) => values !== undefined);
    if (others.length === 0) return [];
    const rocAuc = Math.max(...others.map((values) => values.rocAuc!));
    const logLoss = Math.min(...others.map((values) => values.logLoss!));
    return [
      check(`${set}: ROC AUC of the better peer − ours`, rocAuc - own.rocAuc!, limits.rocAuc),
      check(`${set}: log loss by the better peer's − 1`, own.logLoss! / logLoss - 1, limits.logLoss),
    ];
  });
}
