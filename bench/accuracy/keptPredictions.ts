import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { sha256Hex } from '../../src/numeric/hash.ts';
import type { Predictions } from './ourPredictions.ts';

const schema = z.strictObject({
  /** Sides by name, with their versions. */
  versions: z.record(z.string(), z.string()),
  /** By table and split: what was tested on, and what each side said. */
  tables: z.record(
    z.string(),
    z.array(
      z.strictObject({
        test: z.string(),
        sides: z.record(z.string(), z.strictObject({ seconds: z.number(), probabilities: z.array(z.number()) })),
      }),
    ),
  ),
});

type KeptFile = z.output<typeof schema>;

/** Predictions of a run of the bench, to be compared with those of another. */
export class KeptPredictions {
  readonly #file: KeptFile;

  constructor(file: KeptFile = { versions: {}, tables: {} }) {
    this.#file = file;
  }

  /** @throws Error where the file cannot be read or has another form. */
  static read(path: string): KeptPredictions {
    return new KeptPredictions(schema.parse(JSON.parse(readFileSync(path, 'utf8'))));
  }

  write(path: string): void {
    writeFileSync(path, JSON.stringify(this.#file));
  }

  get versions(): Readonly<Record<string, string>> {
    return this.#file.versions;
  }

  add(
    side: { readonly name: string; readonly version: string },
    at: TestedSplit,
    { seconds, probabilities }: Predictions,
  ): void {
    this.#file.versions[side.name] = side.version;
    const { tables } = this.#file;
    tables[at.table] ??= [];
    tables[at.table]![at.split] ??= { test: fingerprint(at), sides: {} };
    tables[at.table]![at.split]!.sides[side.name] = { seconds, probabilities: [...probabilities] };
  }

  /** What a side said of a split; undefined where it was not asked. @throws Error where other rows were tested on. */
  of(side: string, at: TestedSplit): Predictions | undefined {
    const split = this.#file.tables[at.table]?.[at.split];
    const found = split?.sides[side];
    if (!split || !found) return undefined;
    if (split.test !== fingerprint(at)) throw new Error(`${at.table} was tested on other rows when ${side} was kept`);
    return { seconds: found.seconds, probabilities: Float64Array.from(found.probabilities) };
  }
}

/** The test rows of a split, from 0. */
export interface TestedSplit {
  readonly table: string;
  readonly split: number;
  readonly rows: Int32Array;
  readonly label: Uint8Array;
}

function fingerprint({ rows, label }: TestedSplit): string {
  return sha256Hex(JSON.stringify([[...rows], [...label]]));
}
