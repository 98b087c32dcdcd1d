import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fc } from './fastCheck.ts';

/** What a property that fails somewhere says of its failure. */
function failure(): string {
  try {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (value) => value % 7 !== 5),
      { numRuns: 1000 },
    );
  } catch (error) {
    return String(error);
  }
  throw new Error('nothing failed');
}

describe('property tests', () => {
  test('fail with the seed of the run, and at the same case when it is run again', () => {
    expect(process.env.PROPERTY_SEED).toMatch(/^\d+$/);
    expect(failure()).toContain(`seed: ${process.env.PROPERTY_SEED}`);
    expect(failure()).toBe(failure());
  });

  test('take fast-check from here, so that none draws from a seed of its own', () => {
    const tests = join(import.meta.dirname, '..');
    const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const own = files.filter((name) => /from 'fast-check'/.test(readFileSync(join(tests, name), 'utf8')));
    expect(own.filter((name) => name !== join('property', 'fastCheck.ts'))).toEqual([
      join('property', 'fastCheck.test.ts'),
    ]);
  });
});
