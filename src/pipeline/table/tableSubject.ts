import { basename } from 'node:path';
import { canonicalJson } from '../../numeric/canonicalJson.ts';
import { sha256Hex } from '../../numeric/hash.ts';
import type { Instant } from '../../time/instant.ts';
import type { TrainingSubject } from '../../training/trainingSubject.ts';
import { columnFeatures } from './columnFeatures.ts';
import type { FlatTable } from './flatTable.ts';
import type { TableOptions } from './options.ts';

/** What is to be known of a flat file beside the values of its columns. @param asOf when it was read. */
export function tableSubject(options: TableOptions, read: FlatTable, asOf: Instant): Omit<TrainingSubject, 'conclude'> {
  const outcome = `${read.label.name} = ${read.label.positive}`;
  const testUnits = new Set(read.split.test.map((row) => read.rows.unit[row]!));
  return {
    facts: {
      program: basename(options.file),
      title: outcome,
      outcome,
      horizonDays: 0,
      lookbackDays: [],
      unit: testUnits.size === read.split.test.length ? 'row' : 'group',
      ledgers: [],
      anomalies: read.leftOut,
      audit: read.audit,
      dataFingerprint: read.file.fingerprint,
    },
    artefact: {
      program: options.publish ?? 'table',
      eventKinds: [],
      inputs: {},
      highWater: asOf,
      configHash: fingerprintOf(options, read),
    },
    features: columnFeatures(read.table),
    ...(read.time ? { dates: read.time } : {}),
    // Every row has a time of its own.
    cutoffs: { daysAfterCreation: 0 },
  };
}

/** SHA-256 of what was asked and settled about the file, its content apart. */
function fingerprintOf({ seed, types, model, daysUpTo }: TableOptions, read: FlatTable): string {
  return sha256Hex(
    canonicalJson({
      label: { name: read.label.name, uses: read.label.uses.map(({ value, as }) => [value, as]) },
      exclude: read.exclude,
      ...(read.keep.size > 0 ? { keep: Object.fromEntries(read.keep) } : {}),
      split: read.splitKind,
      ...(daysUpTo === undefined ? {} : { daysUpTo }),
      ...(types.size > 0 ? { types: Object.fromEntries(types) } : {}),
      ...{ model, seed },
    }),
  );
}
