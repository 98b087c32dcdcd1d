import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoResult } from '../../../src/pipeline/demo/demo.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';

/** What is done with the demo once it is there. */
describe('handraise demo', () => {
  let folder: string;
  let result: DemoResult;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const first = await handraise(['demo', '--contacts', '10000', '--json'], { cwd: folder });
    expect(first).toMatchObject({ code: 0 });
    result = JSON.parse(first.stdout);
  }, 180_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('works again, to the same model and the same ranking', async () => {
    const again = await handraise(['demo', '--contacts', '10000', '--json'], { cwd: folder });
    expect(again).toMatchObject({ code: 0 });
    const second: DemoResult = JSON.parse(again.stdout);
    expect(second.training.modelId).toBe(result.training.modelId);
    expect(second.scoring.contentHash).toBe(result.scoring.contentHash);
    expect(second.scoring.runId).not.toBe(result.scoring.runId);
  }, 180_000);

  it('turns a capacity into a threshold and tiers', async () => {
    const cwd = join(folder, 'demo');
    const best = [...result.scoring.topContacts].map(({ probability }) => probability);
    const { code, stdout } = await handraise(['capacity', '--per-week', String(best.length), '--json'], { cwd });
    const { asked, half, double } = JSON.parse(stdout);
    expect({ code, cut: asked.cut, taken: asked.taken }).toEqual({ code: 0, cut: best.at(-1), taken: best.length });
    expect(asked.expected).toBeCloseTo(
      best.reduce((sum, p) => sum + p, 0),
      9,
    );
    expect(asked.low).toBeLessThan(asked.expected);
    expect(asked.high).toBeGreaterThan(asked.expected);
    expect([half.taken, double.taken]).toEqual([best.length / 2, best.length * 2]);
    const path = join(cwd, 'tiers.config.ts');
    const as = (tiers: string) => writeFile(path, tieredConfig.replace('TIERS', tiers));
    const scoreTiers = async () => {
      const scored = await handraise(['score', '--as-of', String(result.scoring.asOf), '--config', path, '--json'], {
        cwd,
      });
      expect(scored).toMatchObject({ code: 0 });
      return JSON.parse(scored.stdout).topContacts.map(({ tier }: { tier: string }) => tier);
    };
    await as('{ perWeek: 4 }');
    // By their scores all were in A before: those within a tenth of the fourth stay there.
    expect(await scoreTiers()).toEqual(best.map((p) => (p >= 0.9 * best[3]! ? 'A' : 'B')));
    // Within a tenth of the threshold nobody who was in A leaves it.
    await as(`{ probability: { A: ${best[3]! * 1.05}, B: ${best[3]! * 1.04}, C: 0.0001 } }`);
    expect((await scoreTiers())[3]).toBe('A');
    // More than a tenth below it they do.
    await as(`{ probability: { A: ${Math.min(best[3]! * 1.2, 1)}, B: 0.0002, C: 0.0001 } }`);
    expect((await scoreTiers())[3]).toBe('B');
    expect(await handraise(['capacity', '--per-week', '0'], { cwd })).toMatchObject({ code: 2, stdout: '' });
  }, 120_000);
});

const tieredConfig = `import { defineConfig } from 'handraise';
import demo from './handraise.config.ts';

export default defineConfig({ ...demo, programs: { demo: { ...demo.programs!.demo!, tiers: TIERS } } });
`;
