import { type NumberFormat, numberFormatOf, numberFormatText } from '../../crm/import/numberFormat.ts';
import { HandraiseError } from '../../errors.ts';
import { type DateFormat, dateFormatOf, dateFormatText } from './dateFormat.ts';

/** What somebody says a column is; without a format, the one that fits is found out. */
export type SettledType =
  | { readonly kind: 'number'; readonly format?: NumberFormat }
  | { readonly kind: 'date'; readonly format?: DateFormat }
  | { readonly kind: 'category' | 'text' | 'id' };

const kinds = ['number', 'date', 'category', 'text', 'id'] as const;
const option = new RegExp(`^(.+)=((?:${kinds.join('|')})(?::.*)?)$`, 's');

/**
 * A column's name and its type from `column=type`; the name may hold commas and equals signs.
 *
 * @throws HandraiseError `usage`
 */
export function typeOption(text: string): readonly [name: string, type: string] {
  const found = option.exec(text);
  if (found) return [found[1]!, found[2]!];
  const asked = text.slice(text.lastIndexOf('=') + 1);
  throw new HandraiseError(
    'usage',
    `--type ${JSON.stringify(text)}: ${text.includes('=') ? `${JSON.stringify(asked)} is no type` : 'expected column=type'}`,
    {
      hint: `a type is ${kinds.join(', ')}; number and date may name a format, as in number:1.234,5 or date:DD/MM/YYYY`,
    },
  );
}

/**
 * Reads a type such as `number:1.234,5` or `date:DD/MM/YYYY`.
 *
 * @throws HandraiseError `usage` for an unknown type or format.
 */
export function settledType(column: string, text: string): SettledType {
  const at = text.indexOf(':');
  const kind = kinds.find((one) => one === (at < 0 ? text : text.slice(0, at)));
  const format = at < 0 ? undefined : text.slice(at + 1);
  const refuse = (problem: string, hint: string | undefined) =>
    new HandraiseError('usage', `column ${JSON.stringify(column)}: ${problem}`, hint === undefined ? {} : { hint });
  if (kind === undefined) throw refuse(`${JSON.stringify(text)} is no type`, `use ${kinds.join(', ')}`);
  if (format === undefined) return { kind };
  try {
    if (kind === 'number') return { kind, format: numberFormatOf(format) };
    if (kind === 'date') return { kind, format: dateFormatOf(format) };
  } catch (error) {
    if (error instanceof HandraiseError) throw refuse(error.message, error.hint);
    throw error;
  }
  throw refuse(`${kind} has no formats`, `write ${kind} alone`);
}

/** A type as it is written. */
export function typeText(type: SettledType): string {
  if (type.kind === 'number' && type.format) return `number:${numberFormatText(type.format)}`;
  if (type.kind === 'date' && type.format) return `date:${dateFormatText(type.format)}`;
  return type.kind;
}
