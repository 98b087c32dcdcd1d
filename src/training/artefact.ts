import { HandraiseError } from '../errors.ts';
import { parsedJson } from '../heapRoom.ts';
import { loadFitted } from '../model/families.ts';
import { canonicalJson } from '../numeric/canonicalJson.ts';
import { sha256Hex } from '../numeric/hash.ts';
import { correctedMethod } from '../ranking/accounts/correctedNoisyOr.ts';
import { independentContacts, storedRollUp } from '../ranking/accounts/rollUps.ts';
import { type Artefact, artefactSchema, artefactVersion } from './artefactSchema.ts';
import { resultToJson } from './resultJson.ts';
import { upgradeResult } from './upgradeResult.ts';

export type { Artefact };

/** An artefact's file and its names. */
export interface EncodedArtefact {
  readonly text: string;
  /** `sha256:` and 64 hex digits, of the artefact's canonical JSON. */
  readonly checksum: string;
  /** `m-` and the first 12 of those digits. */
  readonly modelId: string;
}

/** An artefact with the names of its file. */
export interface NamedArtefact extends Omit<EncodedArtefact, 'text'> {
  readonly artefact: Artefact;
}

/**
 * The text of an artefact's file: `{"checksum":"sha256:…","artefact":{…}}` and a line break.
 *
 * Canonical JSON in UTF-8, so that equal artefacts give equal bytes and the same model id.
 *
 * @throws HandraiseError `artefact` for what `decodeArtefact` would refuse.
 */
export function encodeArtefact(artefact: Artefact): EncodedArtefact {
  const encoded = guarded(() => encode({ ...artefact, result: resultToJson(artefact.result) }));
  decodeArtefact(encoded.text);
  return encoded;
}

/**
 * The artefact in the text of a file.
 *
 * Only the very bytes that `encodeArtefact` writes are accepted: cut anywhere or one bit changed, the text is refused.
 *
 * @throws HandraiseError `artefact` for damage, a newer version (upgrade), a wrong shape, keys such as `__proto__`, an unknown
 *   family, parameters its family refuses, or features other than those of the parameters.
 */
export function decodeArtefact(text: string): Artefact {
  return decodeNamed(text).artefact;
}

/**
 * The artefact in the text of a file, and its names: those of an older artefact are of the text as it was written.
 *
 * @throws HandraiseError as `decodeArtefact`.
 */
export function decodeNamed(text: string): NamedArtefact {
  const body = guarded(() => bodyOf(text));
  const { checksum, modelId } = encode(body);
  return { artefact: artefactIn(body), checksum, modelId };
}

function artefactIn(body: unknown): Artefact {
  checkVersion(body);
  const result = artefactSchema.safeParse(guarded(() => upgraded(body)));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw refused(`it has the wrong shape at ${issue.path.join('.') || 'the top'}: ${issue.message}`, result.error);
  }
  checkFeatures(result.data);
  return result.data;
}

/**
 * An older artefact in the present shape. Version 1 held the result of its training as `metrics`; up to version 2 the judged model was
 * the one that scores, and rows were put on their sides in another way; up to version 3 nothing said how its inputs were read; up
 * to version 4 accounts were noisy-or, then calibrated.
 */
function upgraded(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('schemaVersion' in body)) return body;
  const { schemaVersion } = body;
  if (!isOlder(schemaVersion)) return body;
  const { metrics, accountCalibrator, ...others } = body as OlderBody;
  const ranked = others.accountReference?.length ? storedRollUp(independentContacts) : null;
  const result = schemaVersion === 1 ? { result: upgradeResult(metrics) } : {};
  const split = schemaVersion < 3 ? { judged: null, splitRule: 1 } : {};
  const inputs = schemaVersion < 4 ? { inputs: null } : {};
  const accountRollUp = accountCalibrator ? { method: correctedMethod, parameters: accountCalibrator } : ranked;
  return { ...others, ...result, ...split, ...inputs, accountRollUp, schemaVersion: artefactVersion };
}

interface OlderBody {
  readonly metrics?: unknown;
  readonly accountCalibrator?: unknown;
  readonly accountReference?: readonly unknown[];
}

function isOlder(version: unknown): version is number {
  return typeof version === 'number' && Number.isInteger(version) && version >= 1 && version < artefactVersion;
}

function encode(artefact: unknown): EncodedArtefact {
  const json = canonicalJson(artefact);
  const digits = sha256Hex(json);
  const checksum = `sha256:${digits}`;
  return { text: `{"checksum":"${checksum}","artefact":${json}}\n`, checksum, modelId: `m-${digits.slice(0, 12)}` };
}

const reservedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function bodyOf(text: string): unknown {
  const file = parsedJson(text, 'the model artefact');
  refuseReservedKeys(file);
  if (typeof file !== 'object' || file === null || !('artefact' in file)) throw refused('it is no artefact file');
  if (encode(file.artefact).text !== text) throw refused('its checksum does not match its content');
  return file.artefact;
}

function refuseReservedKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value))
    for (const key of Object.keys(value)) if (reservedKeys.has(key)) throw refused(`it uses the reserved key ${key}`);
  for (const item of Object.values(value)) refuseReservedKeys(item);
}

function checkVersion(body: unknown): void {
  if (typeof body !== 'object' || body === null || !('schemaVersion' in body)) return;
  const version = body.schemaVersion;
  if (typeof version === 'number' && version > artefactVersion)
    throw new HandraiseError(
      'artefact',
      `the model artefact has version ${version}, this program reads up to ${artefactVersion}`,
      { hint: 'upgrade handraise' },
    );
}

function checkFeatures({ family, features, parameters, judged }: Artefact): void {
  checkParameters(family, features, parameters);
  if (judged) checkParameters(family, features, judged.parameters);
}

function checkParameters(family: Artefact['family'], described: Artefact['features'], parameters: unknown): void {
  const model = loadFitted(family, parameters);
  const different = model.features.findIndex((name, at) => described[at]?.name !== name);
  if (different >= 0 || described.length !== model.features.length)
    throw refused(
      different >= 0
        ? `feature ${different + 1} is ${described[different]?.name ?? 'absent'}, its parameters say ${model.features[different]}`
        : `it lists ${described.length} features, its parameters have ${model.features.length}`,
    );
}

/** Runs the work; whatever it cannot make sense of is a damaged artefact. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof HandraiseError) throw error;
    throw refused(error instanceof Error ? error.message : String(error), error);
  }
}

function refused(what: string, cause?: unknown): HandraiseError {
  return new HandraiseError('artefact', `the model artefact is refused: ${what}`, {
    hint: 'restore the file from a backup, or train again',
    cause,
  });
}
