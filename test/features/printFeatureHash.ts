import { createHash } from 'node:crypto';
import { cellsOfRow } from '../../src/features/pointInTime/cells.ts';
import { knownBefore } from '../../src/features/pointInTime/instants.ts';
import { together } from '../../src/features/pointInTime/inventedCrm.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { fc } from '../property/fastCheck.ts';
import { forkedHistory } from './arbitraryCrm.ts';
import { foldedFeatures } from './smallCrm.ts';

// Run as a process of its own, in another time zone and locale: prints a hash of everything features consist of.
const hash = createHash('sha256');
for (const { past, futures, rows, laterRows, lookbackDays } of fc.sample(forkedHistory, { numRuns: 60, seed: 5 })) {
  const all = [...rows, ...laterRows[0]];
  const made = foldedFeatures(together(past, futures[0]), all, { lookbackDays, knownBefore });
  hash.update(canonicalJson(made.features));
  for (let row = 0; row < all.length; row++) hash.update(canonicalJson([...cellsOfRow(made, row)]));
}
console.log(hash.digest('hex'));
