import { HandraiseError } from '../errors.ts';

/**
 * A column to keep and why from `column=reason`.
 *
 * @throws HandraiseError `usage`
 */
export function keepOption(text: string): readonly [name: string, reason: string] {
  const at = text.indexOf('=');
  const reason = text.slice(at + 1).trim();
  if (at > 0 && reason !== '') return [text.slice(0, at), reason];
  throw new HandraiseError('usage', `--keep ${JSON.stringify(text)}: expected column=reason`, {
    hint: 'say why the column is known when the model is asked; the reason is recorded',
  });
}

/**
 * Makes sure that columns to keep could be learnt from.
 *
 * @param keep names with their reasons. @param looked columns that the audit looks at.
 * @param unusable why others are no features. @param exclude columns left out as asked.
 * @throws HandraiseError `usage` naming the first that cannot.
 */
export function checkKeptColumns(
  keep: ReadonlyMap<string, string>,
  looked: readonly string[],
  unusable: ReadonlyMap<string, string>,
  exclude: readonly string[],
): void {
  for (const name of keep.keys()) {
    if (exclude.includes(name))
      throw new HandraiseError('usage', `--keep and --exclude both name ${JSON.stringify(name)}`, {
        hint: 'keep it or leave it out',
      });
    const why = looked.includes(name) ? unusable.get(name) : 'it is the label, the id or the time';
    if (why !== undefined)
      throw new HandraiseError('usage', `--keep ${JSON.stringify(name)}: nothing is learnt from it: ${why}`, {
        hint: 'keep what the audit leaves out because it may know the outcome',
      });
  }
}
