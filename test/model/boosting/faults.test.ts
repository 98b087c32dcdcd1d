import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandraiseError } from '../../../src/errors.ts';
import { gradientBoosting } from '../../../src/model/boosting/gradientBoosting.ts';
import type { Dataset } from '../../../src/model/estimator.ts';
import { Random } from '../../../src/numeric/random.ts';
import { createTable } from '../../../src/table/table.ts';
import { numberColumn } from '../../contract/estimatorData.ts';

const data = largeDataset();
const endless = gradientBoosting({ trees: 100_000, minGain: 0, minRows: 1 });

/** 100,000 rows of 20 numbers. */
function largeDataset(): Dataset {
  const rows = 100_000;
  const random = new Random(1);
  const columns = Array.from({ length: 20 }, (_, j) =>
    numberColumn(
      `x${j}`,
      Float64Array.from({ length: rows }, () => random.next()),
    ),
  );
  const label = Uint8Array.from({ length: rows }, () => random.integer(2));
  return { table: createTable(rows, columns), label };
}

/** The threads started since the test began. */
const workers: { readonly worker: Worker; ended: boolean }[] = [];

function onWorker(message: unknown): void {
  const { worker } = message as { readonly worker: Worker };
  const entry = { worker, ended: false };
  workers.push(entry);
  worker.on('exit', () => {
    entry.ended = true;
  });
}

beforeEach(() => {
  workers.length = 0;
  subscribe('worker_threads', onWorker);
});
afterEach(() => {
  unsubscribe('worker_threads', onWorker);
});

/** Starts a fit without end, does something to it in the middle, and tells how it failed how many milliseconds later. */
async function interfere(
  threads: number,
  act: () => void,
  signal?: AbortSignal,
): Promise<{ readonly error: unknown; readonly milliseconds: number }> {
  const { promise: underWay, resolve } = Promise.withResolvers<void>();
  let heard = 0;
  const onProgress = () => {
    heard += 1;
    if (heard === 3) resolve();
  };
  const failure = endless.fit(data, { threads, signal, onProgress }).then(
    () => 'the fit succeeded',
    (error: unknown) => error,
  );
  await Promise.race([underWay, failure]);
  await setTimeout(20);
  const start = performance.now();
  act();
  const error = await failure;
  return { error, milliseconds: performance.now() - start };
}

/** All threads are gone, and the next fit is as good as any. */
async function expectRecovery(threads: number): Promise<void> {
  expect(workers.map(({ ended }) => ended)).toEqual(new Array(threads === 1 ? 0 : threads).fill(true));
  const model = await gradientBoosting({ trees: 2 }).fit(data, { threads });
  expect(model.margins(data.table).every(Number.isFinite)).toBe(true);
}

it('fails within a second when one of its threads dies', async () => {
  const { error, milliseconds } = await interfere(2, () => void workers[1]!.worker.terminate());
  expect(error).toBeInstanceOf(HandraiseError);
  expect(error).toMatchObject({ code: 'resource' });
  expect(milliseconds).toBeLessThan(1000);
  await expectRecovery(2);
});

describe.each([1, 2])('on %i threads', (threads) => {
  it('stops within a second when it is aborted', async () => {
    const controller = new AbortController();
    const { error, milliseconds } = await interfere(threads, () => controller.abort(), controller.signal);
    expect(error).toBeInstanceOf(HandraiseError);
    expect(error).toMatchObject({ code: 'interrupted' });
    expect(milliseconds).toBeLessThan(1000);
    await expectRecovery(threads);
  });
  it('does not begin when it is aborted already', async () => {
    const work = endless.fit(data, { threads, signal: AbortSignal.abort() });
    await expect(work).rejects.toThrow(expect.objectContaining({ name: 'HandraiseError', code: 'interrupted' }));
    expect(workers).toEqual([]);
  });
});

it('refuses what no kernel can address, before taking any of it', async () => {
  // Their histograms alone are more; what has rows besides takes long to look through.
  const rows = 1000;
  const { values } = numberColumn(
    'x',
    Float64Array.from({ length: rows }, (_, i) => i % 300),
  ) as { readonly values: Float64Array };
  const columns = Array.from({ length: 100_000 }, (_, j) => ({ kind: 'number' as const, name: `x${j}`, values }));
  const label = Uint8Array.from(values, (value) => value % 2);
  const before = process.resourceUsage().maxRSS;
  await expect(gradientBoosting().fit({ table: createTable(rows, columns), label }, { threads: 2 })).rejects.toThrow(
    expect.objectContaining({
      ...{ name: 'HandraiseError', code: 'resource', hint: expect.any(String) },
      message: expect.stringContaining('more than a kernel can address'),
    }),
  );
  const kibibytes = process.resourceUsage().maxRSS - before;
  expect(kibibytes).toBeLessThan(2 ** 20);
  expect(workers).toEqual([]);
});
