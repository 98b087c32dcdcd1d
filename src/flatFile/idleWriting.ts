import { HandraiseError } from '../errors.ts';
import type { OpenedRecords } from './openRecords.ts';
import type { FileWriting } from './rawRecords.ts';

/**
 * Makes sure that what is said of how files are written can be meant: that a sheet is one of a workbook, and an encoding and a separator
 * those of a text.
 *
 * @param opened all files that are read.
 * @throws HandraiseError `usage` for what would say nothing of any of them.
 */
export function refuseIdleWriting(
  { encoding, delimiter, sheet }: FileWriting,
  opened: readonly { readonly file: string; readonly sheet: OpenedRecords['sheet'] }[],
): void {
  const files = opened.map(({ file }) => file).join(' and ');
  const workbooks = opened.filter((each) => each.sheet !== undefined).length;
  const one = opened.length === 1;
  if (sheet !== undefined && workbooks === 0)
    throw new HandraiseError(
      'usage',
      `${files} ${one ? 'is no workbook' : 'are no workbooks'}: there is no sheet to choose`,
      {
        hint: 'leave out --sheet, or sheet of the schema file',
      },
    );
  if (workbooks < opened.length) return;
  for (const [name, value] of Object.entries({ encoding, delimiter }))
    if (value !== undefined)
      throw new HandraiseError(
        'usage',
        `${files} ${one ? 'is a workbook' : 'are workbooks'}: there is no ${name} to choose`,
        {
          hint: `leave out --${name}, or ${name} of the schema file`,
        },
      );
}
