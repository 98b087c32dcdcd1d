import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/numeric/random.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { handraise } from './handraise.ts';

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  const random = new Random(2);
  const lines = Array.from({ length: 800 }, (_, row) => {
    const [fit, visits] = [random.normal(), random.integer(10)];
    return `${row},${fit.toFixed(3)},${visits},${2.5 * fit + 0.1 * visits + random.normal() > 1 ? 'yes' : 'no'}`;
  });
  await writeFile(join(folder, 'leads.csv'), ['lead,fit,visits,won', ...lines].join('\n'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const table = (...more: string[]) =>
  handraise(['table', 'leads.csv', '--label', 'won', '--id', 'lead', '--model', 'logistic', ...more], { cwd: folder });

describe('a column that alone tells too well', { timeout: 60_000 }, () => {
  it('is left out, or used with a warning and the reason where somebody says why', async () => {
    const plain = await table();
    expect(plain.stdout).toContain('Left out, since it may know the outcome: fit');
    const kept = await table('--keep', 'fit=scored before anybody calls', '--report', 'report.html', '--json');
    const { findings } = JSON.parse(kept.stdout);
    expect(findings.audit.find(({ feature }: { feature: string }) => feature === 'fit')).toMatchObject({
      verdict: 'warned',
      reasons: [
        {
          ...{ code: 'H317', figures: { by: 'command', reason: 'scored before anybody calls' } },
          sentence: 'It is kept, as you asked (scored before anybody calls), against the advice of the audit.',
        },
        { severity: 'warning' },
      ],
      override: 'scored before anybody calls',
    });
    expect(
      findings.candidateModels.find(({ selected }: { selected: boolean }) => selected).test.metrics.rocAuc.value,
    ).toBeGreaterThan(0.9);
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('scored before anybody calls');
  });

  it.each([
    ['fit', 'expected column=reason'],
    ['fit=', 'expected column=reason'],
    ['lead=known', 'the id'],
    ['fits=known', 'no column "fits"'],
  ])('is refused as --keep %s', async (keep, message) => {
    expect(await table('--keep', keep)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
