import { HandraiseError } from '../errors.ts';

const powers: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4 };

/**
 * Bytes that a text such as `512MB`, `2GiB` or `1.5G` names: MB are 1000², MiB and M are 1024².
 *
 * @throws HandraiseError `usage` for anything else.
 */
export function parseMemorySize(text: string): number {
  const [, number = '', letter = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgt])(b|ib|)$/i.exec(text.trim()) ?? [];
  const base = unit.toLowerCase() === 'b' ? 1000 : 1024;
  const bytes = Math.floor(Number(number) * base ** (powers[letter.toLowerCase()] ?? 0));
  if (letter !== '' && bytes > 0 && Number.isSafeInteger(bytes)) return bytes;
  throw new HandraiseError('usage', `--memory ${JSON.stringify(text)} is no amount of memory`, {
    hint: 'write a number with its unit, such as 512MB, 2GiB or 1.5G',
  });
}
