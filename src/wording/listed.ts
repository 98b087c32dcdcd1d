import { counted } from '../text/format.ts';

/** Names up to which all are said, beyond which the others are counted. */
const shown = 3;

/** `a`, `a and b`, `a, b and c`, `a, b, c and 2 other tables`. @param of what they are, in the singular. */
export function listed(names: readonly string[], of: string): string {
  if (names.length > shown)
    return `${names.slice(0, shown).join(', ')} and ${counted(names.length - shown, `other ${of}`)}`;
  return joined(names);
}

/** `a`, `a and b`, `a, b and c`. */
export function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
