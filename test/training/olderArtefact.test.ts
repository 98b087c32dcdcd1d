import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { sha256Hex } from '../../src/numeric/hash.ts';
import { loadRollUp } from '../../src/ranking/accounts/rollUps.ts';
import { decodeNamed } from '../../src/training/artefact.ts';
import { artefactVersion } from '../../src/training/artefactSchema.ts';
import { resultToJson } from '../../src/training/resultJson.ts';
import { smallArtefact } from '../registry/artefacts.ts';

const activity = { rows: 1, columns: [] };

/** The file of a small artefact of an older shape. */
function sealed(older: object): string {
  const { accountRollUp: _, ...present } = smallArtefact('demo', 3);
  const json = canonicalJson({ ...present, ...older, result: resultToJson(present.result) });
  return `{"checksum":"sha256:${sha256Hex(json)}","artefact":${json}}\n`;
}

// Up to version 2 an artefact held one model: the judged one was the one that scores.
test('an artefact of version 2 is read under its own name, as one model', () => {
  const { judged: _, ...present } = smallArtefact('demo', 3);
  const json = canonicalJson({ ...present, schemaVersion: 2, result: resultToJson(present.result) });
  const digits = sha256Hex(json);
  const { artefact, checksum, modelId } = decodeNamed(`{"checksum":"sha256:${digits}","artefact":${json}}\n`);
  expect([checksum, modelId]).toEqual([`sha256:${digits}`, `m-${digits.slice(0, 12)}`]);
  expect(artefact).toMatchObject({ schemaVersion: artefactVersion, judged: null, parameters: present.parameters });
});

// Up to version 4 accounts were noisy-or, then calibrated by Platt scaling: 1 / (1 + e^−(0.5 + 0.8 · logit(1 − 0.9 · 0.8))) of 0.1 and 0.2.
test('an artefact of version 4 gives its accounts the probabilities that it was written to give them', () => {
  const platt = { method: 'platt', parameters: { slope: 0.8, intercept: 0.5 } };
  const rollUpOf = (older: object) => decodeNamed(sealed({ schemaVersion: 4, ...older })).artefact.accountRollUp;
  const accounts = { rows: 1, start: Int32Array.of(0, 2), probability: Float64Array.of(0.2, 0.1), activity };
  const probabilityOf = (stored: ReturnType<typeof rollUpOf>) =>
    loadRollUp(stored!.method, stored!.parameters).probabilities(accounts)[0];
  const corrected = rollUpOf({ accountCalibrator: platt, accountReference: [0.1, 0.2] });
  expect(probabilityOf(corrected)).toBeCloseTo(1 / (1 + Math.exp(-(0.5 + 0.8 * Math.log(0.28 / 0.72)))), 15);
  expect(probabilityOf(rollUpOf({ accountCalibrator: null, accountReference: [0.1, 0.2] }))).toBeCloseTo(0.28, 15);
  expect(rollUpOf({ accountCalibrator: null })).toBeNull();
});
