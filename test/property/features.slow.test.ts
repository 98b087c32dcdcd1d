import { expect, test } from 'vitest';
import { cellsOfRow } from '../../src/features/pointInTime/cells.ts';
import { inOrder } from '../../src/features/pointInTime/findLeak.ts';
import { knownBefore } from '../../src/features/pointInTime/instants.ts';
import { together } from '../../src/features/pointInTime/inventedCrm.ts';
import { forkedHistory } from '../features/arbitraryCrm.ts';
import { naiveFeatures } from '../features/naiveFeatures.ts';
import { expectSame } from '../features/sameAsNaive.ts';
import { foldedFeatures } from '../features/smallCrm.ts';
import { fc } from './fastCheck.ts';
import { families, leakIn } from './wholeCatalogue.ts';

test('no history of thousands tells of its future in any feature', () => {
  fc.assert(
    fc.property(forkedHistory, (history) => {
      expect(leakIn(history)).toBeNull();
    }),
    { numRuns: 3000 },
  );
});

test('in a thousand histories every feature is what its definition says', () => {
  fc.assert(
    fc.property(forkedHistory, ({ past, futures, rows, laterRows, lookbackDays }) => {
      const crm = together(past, futures[0]);
      const all = inOrder([...rows, ...laterRows[0]]);
      const program = { lookbackDays, knownBefore };
      const table = foldedFeatures(crm, all, program, families);
      all.forEach((row, i) => {
        expectSame(cellsOfRow(table, i), naiveFeatures(crm, row, program), `${row.contact} as of ${row.asOf}`);
      });
    }),
    { numRuns: 1000 },
  );
});
