import { join } from 'node:path';
import { dialects } from '../test/flatFile/dialects.ts';
import { randomRecords } from '../test/flatFile/randomRecords.ts';
import { type Twin, twinOf } from '../test/flatFile/twin.ts';
import type { BenchOptions } from './options.ts';
import { ours } from './ours.ts';
import { type BenchResult, check } from './result.ts';
import { withTemporaryFolder } from './temporaryFolder.ts';

const families = ['points', 'logistic', 'boosting'] as const;

interface Count {
  same: number;
  refused: number;
  other: number;
}

/**
 * Random tables (`--runs` of them), each written in every dialect: how often the models are those of the plain file to the byte, how
 * often the file is refused, and how often, which must never be, something else is learnt.
 */
export async function benchTwins({ runs, threads, say }: BenchOptions): Promise<BenchResult> {
  const counts = new Map(dialects.map(({ name }): [string, Count] => [name, { same: 0, refused: 0, other: 0 }]));
  const refusals = new Set<string>();
  await withTemporaryFolder(async (folder) => {
    for (let seed = 1; seed <= runs; seed++) {
      const records = randomRecords(seed);
      let plain: Twin | undefined;
      for (const dialect of dialects) {
        const twin = await twinOf(records, dialect, join(folder, 'table.csv'), families);
        plain ??= twin;
        const count = counts.get(dialect.name)!;
        if ('refused' in twin) {
          count.refused++;
          refusals.add(`${dialect.name}: ${twin.refused}`);
        } else if ('models' in plain && plain.models === twin.models) count.same++;
        else {
          count.other++;
          say(`table ${seed} as ${dialect.name} writes it: another model`);
        }
      }
    }
  });
  const others = [...counts.values()].reduce((sum, { other }) => sum + other, 0);
  return {
    name: 'twins',
    shape: { tables: runs, dialects: dialects.length },
    threads,
    ours: {
      ...ours,
      seconds: [],
      medianSeconds: null,
      ratio: null,
      quality: Object.fromEntries([...counts].map(([name, count]) => [name, { ...count }])),
    },
    peers: [],
    missing: [...refusals],
    checks: [check('files of which something else is learnt', others, 0)],
    growth: [],
  };
}
