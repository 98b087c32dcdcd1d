import { join } from 'node:path';
import { runCommand } from './command.ts';
import { writeLongFile, writeWideFile } from './data/flatFiles.ts';
import type { BenchOptions } from './options.ts';
import { ours } from './ours.ts';
import { type BenchResult, type Check, check } from './result.ts';
import { withTemporaryFolder } from './temporaryFolder.ts';

const mostMebibytes = 1536;

/** `handraise table` on a wide file, on the same with a file to test on, and on a long one, once each: seconds, those of the processors, peak memory. */
export async function benchWide({ threads, say }: BenchOptions): Promise<BenchResult> {
  const quality: Record<string, Record<string, number>> = {};
  const checks: Check[] = [];
  await withTemporaryFolder(async (folder) => {
    const file = (name: string) => join(folder, name);
    await writeWideFile(file('wide.csv'), 8000, 1500, 'train');
    await writeWideFile(file('test.csv'), 2000, 1500, 'test');
    await writeLongFile(file('long.csv'), 800_000);
    const runs = [
      { what: '8,000 × 1,500', given: [file('wide.csv')], limit: 20 },
      {
        what: '8,000 × 1,500, a file to test on',
        given: [file('wide.csv'), '--test', file('test.csv')],
        limit: 20,
      },
      { what: '800,000 × 6', given: [file('long.csv')], limit: 40 },
    ];
    for (const { what, given, limit } of runs) {
      const took = await runCommand(['table', ...given, '--label', 'converted'], { usageFile: file('usage.json') });
      say(`  ${what}: ${took.seconds.toFixed(1)} s, ${took['peak MiB'].toFixed(0)} MiB`);
      quality[what] = took;
      checks.push(
        check(`${what}: seconds`, took.seconds, limit),
        check(`${what}: peak MiB`, took['peak MiB'], mostMebibytes),
      );
    }
  });
  const side = { ...ours, seconds: [], medianSeconds: null, ratio: null, quality };
  return { name: 'wide', shape: {}, threads, ours: side, peers: [], missing: [], checks, growth: [] };
}
