import { expect, test } from 'vitest';
import { ledgerRows, unaccounted } from '../../src/report/ledgerRows.ts';
import { type ExclusionReason, exclusionReasons } from '../../src/snapshot/ledger.ts';
import { fc } from '../property/fastCheck.ts';

test('the rows of a ledger and what was kept add up to what was considered', () => {
  const reasons = Object.keys(exclusionReasons) as ExclusionReason[];
  fc.assert(
    fc.property(
      fc.array(fc.nat(1e6), { minLength: reasons.length, maxLength: reasons.length }),
      fc.nat(),
      (counts, kept) => {
        const excluded = Object.fromEntries(reasons.map((reason, i) => [reason, counts[i]!]));
        const considered = kept + counts.reduce((sum, count) => sum + count, 0);
        const rows = ledgerRows({ considered, kept, excluded });
        expect(rows.reduce((sum, row) => sum + row.count, kept)).toBe(considered);
        expect(rows.every(({ count, reason, meaning }) => count > 0 && meaning === exclusionReasons[reason])).toBe(
          true,
        );
        expect(unaccounted({ considered, kept, excluded })).toBe(0);
        expect(unaccounted({ considered: considered + 3, kept, excluded })).toBe(3);
      },
    ),
  );
});
