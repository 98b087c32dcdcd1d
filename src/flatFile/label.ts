import { HandraiseError } from '../errors.ts';
import type { ReadColumn } from './columnBuilder.ts';

/** The outcome of each row. */
export interface Label {
  /** 1 for the positive value, 0 for any other; meaningless where not known. */
  readonly values: Uint8Array;
  readonly known: Uint8Array;
  readonly positive: string;
  /** How the positive value was found, in words. */
  readonly because: string;
}

const words = new Set(['1', 'yes', 'y', 'true', 't', 'won', 'converted']);

/**
 * Reads the label: positive is the value named, else the one that reads as a yes, else the rarer of two.
 *
 * @param column read as text.
 * @throws HandraiseError `data` for a label of one value, or of more than two without a named one; `usage` for a named one that never occurs.
 */
export function labelOf({ name, column }: ReadColumn, named: string | undefined): Label {
  if (column.kind !== 'category') throw new HandraiseError('unexpected', `label ${name} was not read as text`);
  const { codes, levels } = column;
  const counts = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  if (levels.length < 2)
    throw new HandraiseError(
      'data',
      `label ${name} has ${levels.length === 0 ? 'no value' : `only the value ${JSON.stringify(levels[0])}`}`,
      {
        hint: 'a model needs rows of both outcomes',
      },
    );
  const { code, because } = positiveOf(name, levels, counts, named);
  return {
    values: Uint8Array.from(codes, (own) => Number(own === code)),
    known: Uint8Array.from(codes, (own) => Number(own >= 0)),
    positive: levels[code]!,
    because,
  };
}

function positiveOf(name: string, levels: readonly string[], counts: Float64Array, named: string | undefined) {
  if (named !== undefined) {
    const code = levels.indexOf(named.trim());
    if (code >= 0) return { code, because: 'as asked' };
    throw new HandraiseError('usage', `label ${name} is never ${JSON.stringify(named)}`, {
      hint: `its values are ${levels.slice(0, 10).join(', ')}`,
    });
  }
  if (levels.length > 2)
    throw new HandraiseError(
      'data',
      `label ${name} has ${levels.length} values, such as ${levels.slice(0, 3).join(', ')}`,
      {
        hint: 'say which one is the outcome: --positive VALUE',
      },
    );
  const plain = levels.map((level) => (Number(level) === 1 ? '1' : level.toLowerCase()));
  const yes = plain.flatMap((level, code) => (words.has(level) ? [code] : []));
  if (yes.length === 1) return { code: yes[0]!, because: 'it reads as a yes' };
  return { code: counts[1]! < counts[0]! ? 1 : 0, because: 'the rarer of the two' };
}
