import { HandraiseError } from '../errors.ts';

/**
 * Reads a table's name as SQL does: parts divided by dots, quoted where they hold anything unusual.
 *
 * @example
 * parseQualifiedName('crm."People 2024"'); // ['crm', 'People 2024']
 * @throws HandraiseError `config` for an empty part, an open quote, more than two parts or a part over 63 bytes.
 */
export function parseQualifiedName(text: string): string[] {
  const refuse = (why: string) => new HandraiseError('config', `table ${JSON.stringify(text)}: ${why}`);
  const parts: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let part = '';
    if (text[at] === '"') {
      at++;
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (at >= text.length) throw refuse('a quote is not closed');
        part += text[at];
        at += text[at] === '"' ? 2 : 1;
      }
      at++;
    } else {
      while (at < text.length && text[at] !== '.') part += text[at++];
      part = part.trim();
      if (/["\s;]/.test(part)) throw refuse('quote names with special characters: "like this"');
    }
    if (part === '' || part.includes('\0')) throw refuse('a part of the name is empty');
    if (Buffer.byteLength(part) > 63) throw refuse('names are 63 bytes at most');
    parts.push(part);
    if (at === text.length) break;
    if (text[at] !== '.') throw refuse('parts are divided by a dot');
    at++;
  }
  if (parts.length > 2) throw refuse('schema.table, or table alone');
  return parts;
}
