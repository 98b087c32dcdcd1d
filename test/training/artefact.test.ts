import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FittedModel } from '../../src/model/estimator.ts';
import { estimatorNames, estimatorOf, type FamilyName } from '../../src/model/families.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { type Artefact, decodeArtefact, decodeNamed, encodeArtefact } from '../../src/training/artefact.ts';
import { artefactVersion } from '../../src/training/artefactSchema.ts';
import { resultToJson } from '../../src/training/resultJson.ts';
import { resultView } from '../../src/training/resultView.ts';
import { sentenceOf } from '../../src/wording/sentenceOf.ts';
import { crmDataset } from '../contract/estimatorData.ts';
import { fitEncoded } from '../contract/fitEncoded.ts';
import { fc } from '../property/fastCheck.ts';
import { sampleResult } from '../training/sampleResult.ts';

const data = crmDataset(120, 1);
const models = new Map<FamilyName, FittedModel>();
for (const family of estimatorNames) models.set(family, await estimatorOf(family).fit(data));

const result = sampleResult();

function artefactWith(family: FamilyName, change: Partial<Artefact> = {}): Artefact {
  return {
    schemaVersion: artefactVersion,
    program: 'demo',
    family,
    fallback: false,
    features: data.table.columns.map(({ name, kind }) => ({
      name,
      family: 'eventCount',
      type: kind,
      unit: 'events',
      availability: 'event-time',
      group: 'E-mail opens',
      sentence: `“${name}” </script> \u2028 Ω`,
      phrases: { missing: 'never', negative: '{value}', zero: 'none', one: 'one', many: '{value}' },
      hash: '0123456789abcdef',
    })),
    parameters: models.get(family)!.parameters() as Record<string, unknown>,
    calibrator: { method: 'platt', parameters: { slope: 1, intercept: -1e-21 } },
    inputs: { 'event.machine': '0123456789abcdef' },
    judged: null,
    splitRule: 2 as const,
    accountRollUp: null,
    reference: [0, 0.125, 0.125, 1],
    accountReference: [],
    result,
    outcome: 'demo request',
    horizonDays: 30,
    lookbackDays: [7, 30],
    cutoffs: { every: 'month' },
    eventKinds: ['email_open'],
    highWater: 1_700_000_000_000_000,
    minimumData: {
      needed: { trainPositives: 40, trainNegatives: 40, testPositives: 20 },
      found: { trainPositives: 41, trainNegatives: 79, testPositives: 0 },
    },
    seed: 1,
    dataFingerprint: 'abc',
    configHash: 'def',
    codeVersion: '0.1.0',
    ...change,
  };
}

const good = artefactWith('logistic');

/** As a file holds it. */
const stored = (artefact: object) => canonicalJson({ ...artefact, result: resultToJson(result) });
const encoded = encodeArtefact(good);

/** A file of any content, with the checksum of that content. */
function sealed(json: string): string {
  return `{"checksum":"sha256:${createHash('sha256').update(json).digest('hex')}","artefact":${json}}\n`;
}
const refused = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('a file', () => {
  it.each(estimatorNames)('gives back the artefact of %s, whose model scores the same', (family) => {
    const artefact = artefactWith(family);
    const back = decodeArtefact(encodeArtefact(artefact).text);
    expect(back).toEqual(artefact);
    const margins = models.get(family)!.margins(data.table);
    expect(estimatorOf(back.family).load(back.parameters).margins(data.table)).toEqual(margins);
  });
  it.each(estimatorNames)('gives back what %s knows of the levels of a category', async (family) => {
    const asOf = Float64Array.from(data.label, (_, row) => row % 5);
    const model = await fitEncoded(
      { ...data, asOf },
      () => ['country'],
      1,
      (encoded) => estimatorOf(family).fit(encoded),
    );
    const artefact = artefactWith(family, { parameters: model.parameters() ?? null });
    const back = decodeArtefact(encodeArtefact(artefact).text);
    expect(back).toEqual(artefact);
    const table = crmDataset(80, 2).table;
    expect(estimatorOf(family).load(back.parameters).margins(table)).toEqual(model.margins(table));
    const strangers = { ...(back.parameters as object), targetStatistics: [{ name: 'stranger', levels: [] }] };
    expect(() => decodeArtefact(sealed(stored({ ...back, parameters: strangers })))).toThrow(
      refused('artefact', /stranger/),
    );
  });
  it('is the checksum and the canonical artefact; the model is named after the checksum', () => {
    expect(encoded.text).toBe(sealed(stored(good)));
    expect(encoded.text).toContain(encoded.checksum);
    expect(encoded.modelId).toBe(`m-${encoded.checksum.slice(7, 19)}`);
  });
  it('is the same whatever the order of keys', () => {
    const reversed = Object.fromEntries(Object.entries(good).reverse()) as Artefact;
    expect(encodeArtefact(reversed)).toEqual(encoded);
  });
});

describe('is refused', () => {
  it('when cut anywhere', () => {
    fc.assert(
      fc.property(fc.nat(encoded.text.length - 1), (length) => {
        expect(() => decodeArtefact(encoded.text.slice(0, length))).toThrow(refused('artefact', /./));
      }),
    );
    expect(() => decodeArtefact(encoded.text.slice(0, -1))).toThrow(refused('artefact', /checksum/));
  });
  it('when any bit is flipped', () => {
    const bytes = Buffer.from(encoded.text);
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => decodeArtefact(flipped.toString('utf8'))).toThrow(refused('artefact', /./));
      }),
      { numRuns: 300 },
    );
  });
  it('when it says the same in other bytes', () => {
    const same = [
      encoded.text.replace('{"checksum"', '{ "checksum"'),
      encoded.text.replace('1e-21', '1E-21'),
      encoded.text.replace('"artefact":', '"artefact":0,"artefact":'),
      `\uFEFF${encoded.text}`,
      `${encoded.text}\n`,
    ];
    for (const text of same) {
      expect(text).not.toBe(encoded.text);
      expect(() => decodeArtefact(text)).toThrow(refused('artefact', /./));
    }
  });
  it.each(['__proto__', 'constructor', 'prototype'])('with the key %s, sealed or not', (key) => {
    for (const json of [
      stored(good).replace('"metrics":{', `"metrics":{"${key}":{"polluted":true},`),
      stored(good).replace('{', `{"${key}":1,`),
    ]) {
      expect(json).toContain(key);
      expect(() => decodeArtefact(sealed(json))).toThrow(refused('artefact', new RegExp(key)));
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
  it('when newer, with the advice to upgrade', () => {
    const newer = sealed(canonicalJson({ schemaVersion: artefactVersion + 1, anything: 'else' }));
    expect(() => decodeArtefact(newer)).toThrow(
      expect.objectContaining({ code: 'artefact', hint: expect.stringMatching(/upgrade/) }),
    );
  });
  it('when its content is of another shape', () => {
    const file = JSON.parse(stored(good));
    const { seed: _, ...without } = file;
    const wrong: unknown[] = [
      null,
      [],
      'text',
      without,
      { ...file, surplus: 1 },
      { ...file, schemaVersion: 0 },
      { ...file, family: 'forest' },
      { ...file, program: '../x' },
      { ...file, reference: [0.5] },
      { ...file, reference: [0.5, 0.4] },
      { ...file, reference: [0, 2] },
      { ...file, seed: -1 },
      { ...file, parameters: {} },
      { ...file, features: good.features.map((feature) => ({ ...feature, hash: 'short' })) },
    ];
    for (const content of wrong)
      expect(() => decodeArtefact(sealed(canonicalJson(content)))).toThrow(refused('artefact', /./));
    for (const text of ['', 'null', '[]', '{}', '{"checksum":"sha256:","artefact":{}}\n', '['.repeat(1e5)])
      expect(() => decodeArtefact(text)).toThrow(refused('artefact', /./));
  });
  it('when a number is too large for a float', () => {
    const json = stored(good).replace('"horizonDays":30', '"horizonDays":1e999');
    expect(() => decodeArtefact(sealed(json))).toThrow(refused('artefact', /Infinity/));
  });
  it.each(estimatorNames)(
    'when the features of %s are reordered, renamed, or not those of the parameters',
    (family) => {
      const artefact = artefactWith(family);
      const { features } = artefact;
      const [first, second, ...rest] = features;
      for (const other of [
        [second!, first!, ...rest],
        [{ ...first!, name: 'renamed' }, second!, ...rest],
        [first!, ...rest],
        [...features, { ...first!, name: 'surplus' }],
      ])
        expect(() => decodeArtefact(sealed(stored({ ...artefact, features: other })))).toThrow(
          refused('artefact', /feature/),
        );
    },
  );
});

it('never writes what it would not read', () => {
  expect(() => encodeArtefact({ ...good, horizonDays: Number.NaN })).toThrow(refused('artefact', /NaN/));
  const anomalies = { constructor: 1 };
  expect(() => encodeArtefact({ ...good, result: { ...result, anomalies } })).toThrow(
    refused('artefact', /constructor/),
  );
  const seed = 'one' as unknown as number;
  expect(() => encodeArtefact({ ...good, result: { ...result, seed } })).toThrow(refused('artefact', /result\.seed/));
  expect(() => encodeArtefact({ ...good, features: [] })).toThrow(refused('artefact', /feature/));
});

it('refuses a family that is not known', () => {
  expect(() => estimatorOf('forest')).toThrow(refused('artefact', /forest/));
  for (const name of ['toString', '__proto__']) expect(() => estimatorOf(name)).toThrow(refused('artefact', /./));
});

// test/golden/artefact_v1.txt was written by the program before results had a version of their own.
it('reads an artefact of version 1 under the names it was written with, and reports what it says', () => {
  const text = readFileSync(new URL('../golden/artefact_v1.txt', import.meta.url), 'utf8');
  const { artefact, checksum, modelId } = decodeNamed(text);
  expect(text).toContain(`{"checksum":"${checksum}"`);
  expect(modelId).toBe('m-41648f46ee0e');
  const { metrics } = JSON.parse(text, (_, value) => value ?? Number.NaN).artefact;
  const { gates, audit, warnings, candidateModels, ...view } = resultView(artefact.result);
  const { gates: olderGates, audit: olderAudit, warnings: olderWarnings, contestants, ...older } = metrics;
  expect(view).toEqual(older);
  expect(warnings.map(sentenceOf)).toEqual(olderWarnings);
  expect(
    candidateModels.map(({ selected, difference, ...one }) => ({ ...one, champion: selected, difference })),
  ).toEqual(
    contestants.map(({ championDifference: difference, ...one }: { championDifference?: object }) => ({
      ...one,
      difference,
    })),
  );
  const { rule: _rule, reason, ...finding } = olderAudit[0];
  expect(audit[0]).toMatchObject(finding);
  expect(audit[0]!.reasons.map(sentenceOf)).toEqual(reason === '' ? [] : [reason]);
  expect(gates.map(({ gate, blocked }) => [gate, blocked])).toEqual(
    olderGates.map(({ gate, held }: { gate: string; held: boolean }) => [gate, held]),
  );
  expect(artefact.result.sides[0]!.to).toBe(parseInstant('2025-11-01T08:30:00Z') + 999_999);
  expect(decodeArtefact(encodeArtefact(artefact).text)).toEqual(artefact);
});
