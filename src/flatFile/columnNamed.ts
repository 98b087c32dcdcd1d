import { HandraiseError } from '../errors.ts';
import { nearNames } from '../text/nearNames.ts';
import { plainText } from '../text/plainText.ts';

/**
 * The name in a header that was meant: the same text, else the only one that differs in blanks or normal form alone.
 *
 * @throws HandraiseError `usage` with the nearest names; another case is no match.
 */
export function columnNamed(name: string, names: readonly string[], file: string): string {
  if (names.includes(name)) return name;
  const alike = names.filter((other) => plainText(other) === plainText(name));
  if (alike.length === 1) return alike[0]!;
  const near = alike.length > 1 ? alike : nearNames(name, names);
  throw new HandraiseError('usage', `${file} has no column ${JSON.stringify(name)}`, {
    hint:
      near.length > 0
        ? `did you mean ${near.map((one) => JSON.stringify(one)).join(' or ')}?`
        : `it has ${names.slice(0, 10).join(', ')}${names.length > 10 ? ' …' : ''}`,
  });
}

/** Where each column of the first file stands in the header of a second one; −1 where it does not. */
export function positionsOf(names: readonly string[], second: readonly string[]): readonly number[] {
  const plain = second.map(plainText);
  return names.map((name) => {
    const at = second.indexOf(name);
    return at >= 0 ? at : plain.indexOf(plainText(name));
  });
}
