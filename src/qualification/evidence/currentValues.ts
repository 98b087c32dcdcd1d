import { HandraiseError } from '../../errors.ts';
import type { AttributeHistory, Population } from '../../snapshot/population.ts';
import type { Column } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import type { ValueRule } from './compileRules.ts';

/** A value and when it was taken; NaN where that is not known. */
export interface CurrentValue {
  readonly value: string;
  readonly dated: Instant;
}

/**
 * Looks up the value that a rule over an attribute or the title asks for.
 *
 * @returns the value of a contact by its index; null where there is none.
 * @throws HandraiseError `config` for an attribute that is not mapped, or one without history whose value is to expire.
 */
export function currentValues(
  population: Population,
  { attribute, of, holds }: ValueRule,
): (contact: number) => CurrentValue | null {
  const { contacts, accounts, currentAccount, history } = population;
  if (attribute === null) return (contact) => undated(contacts.title[contact] ?? null);
  const subjectOf = of === 'contact' ? (contact: number) => contact : (contact: number) => currentAccount[contact]!;
  const kept = history.find(({ entity, name }) => entity === of && name === attribute);
  if (kept) return (contact) => latestValue(kept, subjectOf(contact));
  const column = (of === 'contact' ? contacts : accounts).attributes.find(({ name }) => name === attribute);
  if (column === undefined)
    throw new HandraiseError(
      'config',
      `qualification asks for the attribute ${attribute} of ${of}, which is not mapped`,
      {
        hint: `map it: source.${of}.attributes.${attribute}`,
      },
    );
  if (holds !== undefined)
    throw new HandraiseError(
      'config',
      `the attribute ${attribute} of ${of} is to hold so many days, and the date of its value is not known`,
      { hint: `map its history (availability: 'history'), or leave holdsDays out` },
    );
  return (contact) => undated(textOf(column, subjectOf(contact)));
}

function undated(value: string | null): CurrentValue | null {
  return value === null || value === '' ? null : { value, dated: Number.NaN };
}

function textOf(column: Column, row: number): string | null {
  if (row < 0) return null;
  if (column.kind === 'category') return column.levels[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : String(value);
}

/** The last value that a subject took; histories are ascending by subject, then time. */
function latestValue({ subject, validFrom, value }: AttributeHistory, of: number): CurrentValue | null {
  if (of < 0) return null;
  let from = 0;
  let to = subject.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (subject[middle]! <= of) from = middle + 1;
    else to = middle;
  }
  const last = from - 1;
  const found = last >= 0 && subject[last] === of ? value[last] : null;
  return found === null || found === undefined ? null : { value: found, dated: validFrom[last]! };
}
