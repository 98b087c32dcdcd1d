import { HandraiseError } from '../errors.ts';
import { foldedValue } from '../text/plainText.ts';
import { flagWith } from '../text/shellWord.ts';
import type { LabelChoice } from './labelChoice.ts';
import { type Meaning, outcomeOf, sensesOf } from './labelMeaning.ts';
import { type LabelValue, valuesText } from './labelValues.ts';
import { isUnknownWord } from './missing.ts';
import { namedValues } from './namedValues.ts';

/** Which values mean yes and which no, and why; what is neither is left out. */
export interface SettledLabel {
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
  readonly because: Meaning | 'asked';
}

/**
 * Which values mean yes: those that were asked for, else what the two that there are mean. Never by their shares.
 *
 * With values asked for on one side only, the others are the other side; that is refused where one of them is another spelling of a
 * named one or says that nobody knows.
 *
 * @throws HandraiseError `data` with all counts and what to type where it is not settled; `usage` as `namedValues`, or for a value
 *   that would be both.
 */
export function settledLabel(label: string, values: readonly LabelValue[], choice: LabelChoice): SettledLabel {
  const positive = namedValues(label, '--positive', choice.positive, values, choice.mayLack);
  const negative = namedValues(label, '--negative', choice.negative, values, choice.mayLack);
  const both = [...positive].find((value) => negative.has(value));
  if (both !== undefined)
    throw new HandraiseError('usage', `${JSON.stringify(both)} cannot be both --positive and --negative`);
  const present = values.filter(({ missing }) => !missing);
  if (positive.size === 0 && negative.size === 0) return meant(label, values, present);
  if (positive.size > 0 && negative.size > 0) return { yes: positive, no: negative, because: 'asked' };
  const [flag, named] = positive.size > 0 ? (['--positive', positive] as const) : (['--negative', negative] as const);
  const rest = present.filter(({ value }) => !named.has(value));
  refuseUnsettled(label, values, flag, named, rest);
  const others = new Set(rest.map(({ value }) => value));
  return flag === '--positive'
    ? { yes: named, no: others, because: 'asked' }
    : { yes: others, no: named, because: 'asked' };
}

function meant(label: string, values: readonly LabelValue[], present: readonly LabelValue[]): SettledLabel {
  const [one, other] = present;
  if (!one || !other) throw tooFew(label, values, one);
  const found = present.length === 2 ? outcomeOf([one.value, other.value], label) : null;
  if (!found)
    throw new HandraiseError('data', `which values of label ${label} mean yes? It has ${valuesText(values)}`, {
      hint: suggestion(present),
    });
  const [yes, no] = found.yes === 0 ? [one, other] : [other, one];
  return { yes: new Set([yes.value]), no: new Set([no.value]), because: found.because };
}

function tooFew(label: string, values: readonly LabelValue[], only: LabelValue | undefined): HandraiseError {
  if (!only)
    return new HandraiseError('data', `label ${label} has no value`, { hint: 'a model needs rows of both outcomes' });
  const marker = values.find(({ missing }) => missing);
  const rest = marker
    ? `; ${marker.count === 1 ? '1 cell is' : `${marker.count} cells are`} ${JSON.stringify(marker.value)}`
    : '';
  return new HandraiseError('data', `label ${label} has only the value ${JSON.stringify(only.value)}${rest}`, {
    hint: marker
      ? `a model needs rows of both outcomes; if ${marker.value === '' ? 'an empty cell' : marker.value} means no, say so: ${flagWith('--positive', [only.value])} ${flagWith('--negative', [marker.value])}`
      : 'a model needs rows of both outcomes',
  });
}

/** Both flags where all values are spellings of a yes or of a no, else one with a value to be replaced. */
function suggestion(present: readonly LabelValue[]): string {
  const folded = [...new Set(present.map(({ value }) => foldedValue(value)))];
  const yes = folded.filter((value) => sensesOf(value).yes && !sensesOf(value).no);
  const no = folded.filter((value) => sensesOf(value).no && !sensesOf(value).yes);
  if (present.length === 2)
    return `say so: ${present.map(({ value }) => flagWith('--positive', [value])).join(' or ')}`;
  if (yes.length === 0 || no.length === 0 || yes.length + no.length < folded.length)
    return 'say so, once or more: --positive VALUE and, where rows of other values are to be left out, --negative VALUE';
  const spelled = (some: readonly string[]) =>
    present.map(({ value }) => value).filter((value) => some.includes(foldedValue(value)));
  return `if these mean yes and the others no, say so: ${flagWith('--positive', spelled(yes))}`;
}

function refuseUnsettled(
  label: string,
  values: readonly LabelValue[],
  flag: '--positive' | '--negative',
  named: ReadonlySet<string>,
  rest: readonly LabelValue[],
): void {
  const [own, side, other] =
    flag === '--positive' ? (['yes', 'no', '--negative'] as const) : (['no', 'yes', '--positive'] as const);
  const folded = new Set([...named].map(foldedValue));
  const isAlike = ({ value }: LabelValue) => {
    const senses = sensesOf(value);
    return (
      folded.has(foldedValue(value)) || (senses[own] && !senses[side] && [...named].some((one) => sensesOf(one)[own]))
    );
  };
  const alike = rest.filter(isAlike);
  if (alike.length > 0)
    throw new HandraiseError(
      'data',
      `${flag} ${[...named].join(', ')} leaves ${valuesText(rest)} as ${side}, and ${alike.map(({ value }) => value).join(', ')} may mean ${own} too`,
      {
        hint: `settle the others by ${other} or say ${flagWith(flag, [...named, ...alike.map(({ value }) => value)])}`,
      },
    );
  const unknown = rest.find(({ value }) => isUnknownWord(value));
  if (!unknown) return;
  const said = flagWith(flag, [...named]);
  const clear = rest.filter(({ value }) => !isUnknownWord(value)).map(({ value }) => value);
  throw new HandraiseError(
    'data',
    `${flag} ${[...named].join(', ')} leaves ${unknown.value} (${unknown.count}) of label ${label} as ${side}: it has ${valuesText(values)}`,
    {
      hint: `to leave those rows out say ${said} ${flagWith(other, clear)} or, to count them as ${side}, ${said} ${flagWith(other, [...clear, unknown.value])}`,
    },
  );
}
