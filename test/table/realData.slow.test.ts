import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handraise } from '../cli/handraise.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const absent = !existsSync(data);
if (absent) console.warn(`skipping tests on public data: there is none at ${data}`);

/** Public files with no option but the label; the bands are those of an untuned scikit-learn on the same question. */
describe.skipIf(absent)('public flat files', { timeout: 120_000 }, () => {
  let folder: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function table(file: string, ...args: string[]) {
    const finished = await handraise(['table', join(data, file), ...args, '--json'], { cwd: folder });
    expect(finished).toMatchObject({ code: 0 });
    const result = JSON.parse(finished.stdout);
    const champion = result.findings.candidateModels.find((one: { selected: boolean }) => one.selected);
    const suspected: string[] = result.findings.audit
      .filter(({ verdict }: { verdict: string }) => verdict !== 'kept')
      .map(({ feature }: { feature: string }) => feature);
    return { result, rocAuc: champion.test.metrics.rocAuc.value as number, suspected };
  }

  it('leads of an education company: what is filled in after the fact is found, and the rest ranks', async () => {
    const { result, suspected } = await table('xeducation_leads/Leads.csv', '--label', 'Converted');
    expect(suspected).toEqual(
      expect.arrayContaining([
        'Tags',
        'Lead Quality',
        'Lead Profile',
        'Last Activity',
        'Last Notable Activity',
        'Asymmetrique Activity Index',
        'Asymmetrique Profile Index',
        'Asymmetrique Activity Score',
        'Asymmetrique Profile Score',
      ]),
    );
    expect(result.withoutWarned.rocAuc).toBeGreaterThanOrEqual(0.86);
  });

  it('calls of a bank: the duration is warned of, and the order of the rows shows the drift', async () => {
    const hashed = await table('bank_marketing/bank-full.csv', '--label', 'y', '--split', 'hash');
    expect(hashed.suspected).toContain('duration');
    expect(hashed.result.drift.kind).toBe('base-rate-by-order');
    // Its months follow one another through the years, so it is split by its order unless somebody says otherwise.
    const ordered = await table('bank_marketing/bank-full.csv', '--label', 'y', '--exclude', 'duration');
    expect(ordered.result.drift.kind).toBe('base-rate-moved');
    expect(ordered.rocAuc).toBeLessThan(0.75);
  });

  it('28 numbers without a header, with a test file', async () => {
    const test = join(data, 'lightgbm_binary/binary.test');
    const { rocAuc } = await table('lightgbm_binary/binary.train', '--label', 'c1', '--test', test);
    expect(rocAuc).toBeGreaterThanOrEqual(0.835);
  });
});
