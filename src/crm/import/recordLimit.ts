import { HandraiseError } from '../../errors.ts';

/** Largest record that is read, in bytes of UTF-8: what may have to be held in memory at once. */
export const recordLimit = 16 * 1024 * 1024;

/** @param line on which the record begins. */
export function recordTooLarge(line: number): HandraiseError {
  return new HandraiseError('data', `line ${line}: the record is larger than ${recordLimit / 1024 / 1024} MiB`, {
    hint: 'a quote opened there may never be closed; otherwise shorten the cell',
  });
}
