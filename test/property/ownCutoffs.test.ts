import { test } from 'vitest';
import { type Cell, cellsOfRow } from '../../src/features/pointInTime/cells.ts';
import { inOrder } from '../../src/features/pointInTime/findLeak.ts';
import { cutoff, knownBefore } from '../../src/features/pointInTime/instants.ts';
import { type InventedCrm, type InventedRow, together } from '../../src/features/pointInTime/inventedCrm.ts';
import { mostSharedCutoffs } from '../../src/features/sweep/cutoffLists.ts';
import { forkedHistory } from '../features/arbitraryCrm.ts';
import { naiveFeatures } from '../features/naiveFeatures.ts';
import { expectSame } from '../features/sameAsNaive.ts';
import { day, foldedFeatures } from '../features/smallCrm.ts';
import { fc } from './fastCheck.ts';

/** Somebody without account whose rows have so many instants that no list of cutoffs is shared. */
const bystander = { account: null, createdAt: 0, title: null, emailDomain: null, attributes: {}, id: 'bystander' };
const hour = day / 24;
const bystanderRows: readonly InventedRow[] = Array.from({ length: mostSharedCutoffs + 1 }, (_, i) => {
  return { contact: bystander.id, asOf: cutoff - 50 * day + i * hour };
});

/** Instants at or beside those of events, and beside the ends of windows and days that they lie in: where cells are told apart. */
function besideEvents({ events }: InventedCrm): fc.Arbitrary<number> {
  const instants = events.flatMap(({ occurredAt, ingestedAt }) => [occurredAt, ingestedAt].filter(Number.isFinite));
  return fc
    .tuple(
      fc.constantFrom(cutoff, ...instants),
      fc.constantFrom(0, 0, 1, 2, 3, 10, 30),
      fc.constantFrom(-1, 0, 1, hour),
    )
    .map(([instant, days, off]) => instant + days * day + off)
    .filter((asOf) => asOf <= knownBefore);
}

/** A history with many more rows: every person has an as-of date of its own, and up to fifteen more. */
const busyHistory = forkedHistory.chain(({ past, futures, rows, laterRows, lookbackDays }) => {
  const crm = together(past, futures[0]);
  const more = fc.array(fc.tuple(fc.nat(), besideEvents(crm)), { minLength: 5, maxLength: 60 }).map((drawn) =>
    drawn
      .map(([n, asOf]) => ({ person: crm.contacts[n % crm.contacts.length]!, asOf }))
      .filter(({ person, asOf }) => person.createdAt < asOf)
      .map(({ person, asOf }) => ({ contact: person.id, asOf })),
  );
  return more.map((also) => {
    const all = [...rows, ...laterRows[0], ...also];
    const distinct = new Map(all.map((row) => [`${row.contact} ${row.asOf}`, row]));
    return { crm, rows: [...distinct.values()], lookbackDays };
  });
});

/** With so many dates, past rates and what is usual among everybody are those of the last Monday: see docs/reference/features.md. */
function withoutRates(cells: ReadonlyMap<string, Cell>): ReadonlyMap<string, Cell> {
  return new Map([...cells].filter(([name]) => !/^(rate|accountRate):|^amount:[^:]+:usual$/.test(name)));
}

test('where contacts have lists of cutoffs of their own, every feature is what its definition says', () => {
  fc.assert(
    fc.property(busyHistory, ({ crm, rows, lookbackDays }) => {
      const program = { lookbackDays, knownBefore };
      // Some of the bystander's events, too, are seen from very many instants.
      const theirs = crm.events.slice(0, 5).map((event) => ({ ...event, contact: bystander.id }));
      const whole = { ...crm, contacts: [...crm.contacts, bystander], events: [...crm.events, ...theirs] };
      const all = inOrder([...rows, ...bystanderRows]);
      const table = foldedFeatures(whole, all, program);
      all.forEach((row, i) => {
        if (row.contact === bystander.id && i % 250 !== 0) return;
        const found = withoutRates(cellsOfRow(table, i));
        expectSame(found, withoutRates(naiveFeatures(whole, row, program)), `${row.contact} as of ${row.asOf}`);
      });
    }),
    { numRuns: 100, seed: 20260106 },
  );
});
