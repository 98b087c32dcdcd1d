import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { sha256Hex } from '../../src/numeric/hash.ts';
import { decodeNamed } from '../../src/training/artefact.ts';
import { artefactVersion } from '../../src/training/artefactSchema.ts';
import { resultToJson } from '../../src/training/resultJson.ts';
import { smallArtefact } from '../registry/artefacts.ts';

// Up to version 2 an artefact held one model: the judged one was the one that scores.
test('an artefact of version 2 is read under its own name, as one model', () => {
  const { judged: _, ...present } = smallArtefact('demo', 3);
  const json = canonicalJson({ ...present, schemaVersion: 2, result: resultToJson(present.result) });
  const digits = sha256Hex(json);
  const { artefact, checksum, modelId } = decodeNamed(`{"checksum":"sha256:${digits}","artefact":${json}}\n`);
  expect([checksum, modelId]).toEqual([`sha256:${digits}`, `m-${digits.slice(0, 12)}`]);
  expect(artefact).toMatchObject({ schemaVersion: artefactVersion, judged: null, parameters: present.parameters });
});
