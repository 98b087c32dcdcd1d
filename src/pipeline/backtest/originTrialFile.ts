import { HandraiseError } from '../../errors.ts';
import { readRegularFile } from '../../files/regularFile.ts';
import { removeAbandoned, writeWhole } from '../../files/wholeFile.ts';
import { parsedJson } from '../../heapRoom.ts';
import { type FamilyName, familyNames } from '../../model/families.ts';
import { canonicalJson } from '../../numeric/canonicalJson.ts';
import { sha256Hex } from '../../numeric/hash.ts';
import { fileFailure, isAbsent } from '../../systemFailure.ts';
import type { AccountTrial, OriginTrial } from './originTrial.ts';

/** Bytes of a kept trial: 20 for each contact of a date and family, and still a text that can be held. */
const trialLimit = 500 * 2 ** 20;

/** Version of the shape of a kept trial, part of the key. */
export const trialFormat = 4;

/** What a file of a trial turned out to hold. */
export type KeptTrial =
  | { readonly found: 'trial'; readonly trial: OriginTrial }
  | { readonly found: 'nothing' | 'another key' | 'damaged' };

type Kept = Omit<OriginTrial, 'contact' | 'unit' | 'label' | 'probabilities' | 'accounts'> & {
  readonly contact: string;
  readonly unit: string;
  readonly label: string;
  readonly probabilities: Readonly<Record<FamilyName, string>>;
  readonly accounts: KeptAccounts | null;
};

type KeptAccounts = Pick<AccountTrial, 'method'> & Readonly<Record<Exclude<keyof AccountTrial, 'method'>, string>>;

/**
 * Keeps a trial under the key of what it was made from; the file is whole or not there.
 *
 * @returns the trial as a later run will read it, to the order of its keys.
 * @throws HandraiseError `permission`, `resource` or `usage`, naming the file.
 */
export async function keepTrial(path: string, key: string, trial: OriginTrial): Promise<OriginTrial> {
  const kept: Kept = {
    ...trial,
    contact: base64(trial.contact),
    unit: base64(trial.unit),
    label: base64(trial.label),
    probabilities: mapFamilies((family) => base64(trial.probabilities[family])),
    accounts: trial.accounts && keptAccounts(trial.accounts),
  };
  const body = canonicalJson(kept);
  try {
    await removeAbandoned(path);
    await writeWhole(path, `${JSON.stringify({ key, sha256: sha256Hex(body) })}\n${body}\n`);
  } catch (error) {
    throw fileFailure(error, `writing ${path}`, 'usage');
  }
  return trialFrom(body, path);
}

/**
 * Reads a trial back if it was made from the same.
 *
 * @throws HandraiseError where there is a file that cannot be read.
 */
export async function readTrial(path: string, key: string): Promise<KeptTrial> {
  let text: string;
  try {
    text = (await readRegularFile(path, trialLimit, 'usage')).toString('utf8');
  } catch (error) {
    if (isAbsent(error)) return { found: 'nothing' };
    throw fileFailure(error, `reading ${path}`, 'usage');
  }
  const [head = '', body = ''] = text.split('\n');
  const { key: found, sha256 } = headOf(head, path);
  if (sha256 !== sha256Hex(body)) return { found: 'damaged' };
  if (found !== key) return { found: 'another key' };
  return { found: 'trial', trial: trialFrom(body, path) };
}

function trialFrom(body: string, path: string): OriginTrial {
  const kept = parsedJson(body, path) as Kept;
  return {
    ...kept,
    contact: new Int32Array(bytesOf(kept.contact)),
    unit: new Int32Array(bytesOf(kept.unit)),
    label: new Uint8Array(bytesOf(kept.label)),
    probabilities: mapFamilies((family) => new Float64Array(bytesOf(kept.probabilities[family]))),
    accounts: kept.accounts && accountsFrom(kept.accounts),
  };
}

function keptAccounts({ method, account, contacts, label, probability }: AccountTrial): KeptAccounts {
  return {
    ...{ method, account: base64(account), contacts: base64(contacts) },
    ...{ label: base64(label), probability: base64(probability) },
  };
}

function accountsFrom({ method, account, contacts, label, probability }: KeptAccounts): AccountTrial {
  return {
    method,
    account: new Int32Array(bytesOf(account)),
    contacts: new Int32Array(bytesOf(contacts)),
    label: new Uint8Array(bytesOf(label)),
    probability: new Float64Array(bytesOf(probability)),
  };
}

function headOf(line: string, path: string): { readonly key?: unknown; readonly sha256?: unknown } {
  try {
    return (parsedJson(line, path) as object | null) ?? {};
  } catch (error) {
    if (error instanceof HandraiseError) throw error;
    return {};
  }
}

function mapFamilies<T>(of: (family: FamilyName) => T): Record<FamilyName, T> {
  return Object.fromEntries(familyNames.map((family) => [family, of(family)])) as Record<FamilyName, T>;
}

function base64(values: Int32Array | Uint8Array | Float64Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

/** The bytes in a buffer of their own, aligned for any kind of number. */
function bytesOf(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text, 'base64')).buffer;
}
