import { HandraiseError } from '../errors.ts';
import { nearNames } from '../text/nearNames.ts';
import { namesInLists } from './columnLists.ts';
import { type LabelValue, valuesText } from './labelValues.ts';

/**
 * The values of the label that a flag names, see `namesInLists`.
 *
 * @throws HandraiseError `usage` for one that never occurs, with those near it.
 */
export function namedValues(
  label: string,
  flag: string,
  texts: readonly string[],
  values: readonly LabelValue[],
  mayLack = false,
): ReadonlySet<string> {
  const known = new Set(values.map(({ value }) => value));
  const named = namesInLists(texts, [...known]);
  const absent = named.find((value) => !known.has(value));
  if (absent !== undefined && (!mayLack || !named.some((value) => known.has(value))))
    throw neverOccurs(label, flag, absent, values);
  return new Set(named.filter((value) => known.has(value)));
}

function neverOccurs(label: string, flag: string, named: string, values: readonly LabelValue[]): HandraiseError {
  const near = nearNames(
    named,
    values.map(({ value }) => value),
  );
  const found = values.filter(({ value }) => near.includes(value));
  return new HandraiseError('usage', `${flag}: label ${label} is never ${JSON.stringify(named)}`, {
    hint: found.length > 0 ? `did you mean ${valuesText(found)}?` : `its values are ${valuesText(values)}`,
  });
}
