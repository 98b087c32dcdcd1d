import { type ErrorCode, HandraiseError } from '../errors.ts';

const kinds: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'resource',
  EDQUOT: 'resource',
  EFBIG: 'resource',
  EMFILE: 'resource',
  ENFILE: 'resource',
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'permission',
  ELOOP: 'artefact',
  EISDIR: 'artefact',
  ENOTDIR: 'artefact',
};

const hints: Partial<Record<ErrorCode, string>> = {
  resource: 'free some space and run again; nothing was half-written',
  permission: 'make the folder writable for the user who runs handraise',
  artefact: 'put the file itself there, or train again',
};

/** Whether a file operation failed because there is no such file or folder. */
export function isAbsent(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** Turns the failure of a file operation into one of our errors; a HandraiseError comes back as it is. */
export function fileFailure(error: unknown, doing: string): HandraiseError {
  if (error instanceof HandraiseError) return error;
  const code = kinds[codeOf(error) ?? ''] ?? 'unexpected';
  const hint = hints[code];
  return new HandraiseError(code, `${doing}: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
