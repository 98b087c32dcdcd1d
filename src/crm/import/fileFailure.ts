import { errorState, oneLine } from '../../database/failure.ts';
import { type ErrorCode, HandraiseError } from '../../errors.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'usage',
  ENOTDIR: 'usage',
  EISDIR: 'usage',
  ENAMETOOLONG: 'usage',
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'permission',
  ENOSPC: 'resource',
  EDQUOT: 'resource',
  EMFILE: 'resource',
};

/** An error of the file system as one of ours; anything else comes back as it is. */
export function fileFailure(error: unknown, doing: string): unknown {
  if (error instanceof HandraiseError) return error;
  const code = codes[errorState(error) ?? ''];
  if (code === undefined || !(error instanceof Error)) return error;
  return new HandraiseError(code, `${doing}: ${oneLine(error.message)}`, { cause: error });
}
