import type { DeclaredAttribute } from '../../crm/source.ts';
import type { AttributeHistory } from '../../snapshot/population.ts';
import type { FeatureContext } from '../family.ts';
import { parseNumber } from '../vocabulary/parseNumber.ts';
import { accountKnownAt } from './accountKnownAt.ts';
import { valueAsOf } from './valueAsOf.ts';

/** Whose attribute it is. */
export type Owner = 'contact' | 'account';

/**
 * A number attribute of each row's contact or account as of the row: from its history where it has one, else the value in the CRM.
 *
 * @param onUnreadable called once per value of the history that is no number, which counts as missing.
 * @returns a function of the row; NaN where the value is missing.
 */
export function numberAsOf(
  context: FeatureContext,
  owner: Owner,
  { name, attribute }: DeclaredAttribute,
  onUnreadable?: () => void,
): (row: number) => number {
  if (attribute.availability === 'history') {
    const history = historyOf(context, owner, name);
    const numbers = Float64Array.from(history.value, (text) => {
      const number = text === null ? Number.NaN : parseNumber(text);
      if (text !== null && Number.isNaN(number)) onUnreadable?.();
      return number;
    });
    const position = positionIn(history, context, owner);
    return (row) => numbers[position(row)] ?? Number.NaN;
  }
  const source = columnOf(context, owner, name);
  if (source?.kind !== 'number') throw new Error(`the population lacks ${owner} attribute ${name} as a number`);
  const subject = subjectOf(context, owner);
  return (row) => source.values[subject(row)] ?? Number.NaN;
}

/** The same of a category; null where the value is missing. */
export function textAsOf(
  context: FeatureContext,
  owner: Owner,
  { name, attribute }: DeclaredAttribute,
): (row: number) => string | null {
  if (attribute.availability === 'history') {
    const history = historyOf(context, owner, name);
    const position = positionIn(history, context, owner);
    return (row) => history.value[position(row)] ?? null;
  }
  const source = columnOf(context, owner, name);
  if (source?.kind !== 'category') throw new Error(`the population lacks ${owner} attribute ${name} as a category`);
  const subject = subjectOf(context, owner);
  return (row) => source.levels[source.codes[subject(row)] ?? -1] ?? null;
}

function subjectOf(context: FeatureContext, owner: Owner): (row: number) => number {
  const { contact } = context.snapshots;
  return owner === 'contact' ? (row) => contact[row]! : (row) => accountKnownAt(context, row);
}

function columnOf({ population }: FeatureContext, owner: Owner, name: string) {
  return population[`${owner}s`].attributes.find((column) => column.name === name);
}

function historyOf({ population }: FeatureContext, owner: Owner, name: string): AttributeHistory {
  const history = population.history.find((candidate) => candidate.entity === owner && candidate.name === name);
  if (!history) throw new Error(`the population lacks the history of ${owner} attribute ${name}`);
  return history;
}

function positionIn(history: AttributeHistory, context: FeatureContext, owner: Owner): (row: number) => number {
  const find = valueAsOf(history);
  const subject = subjectOf(context, owner);
  return (row) => find(subject(row), context.snapshots.asOf[row]!);
}
