import { HandraiseError } from '../../errors.ts';

/** A failure of reading a file, with the file's name in it. */
export function inFile(file: string, error: unknown): unknown {
  if (!(error instanceof HandraiseError) || error.message.includes(file)) return error;
  const hint = error.hint === undefined ? {} : { hint: error.hint };
  return new HandraiseError(error.code, `${file}, ${error.message}`, { cause: error, ...hint });
}
