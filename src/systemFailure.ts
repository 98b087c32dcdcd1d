import { type ErrorCode, HandraiseError } from './errors.ts';

/** Codes of the operating system that mean the same whatever was being done. */
const kinds: ReadonlyMap<string, ErrorCode> = new Map([
  ...['ENOSPC', 'EDQUOT', 'EFBIG', 'EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'].map((code) => [code, 'resource'] as const),
  ...['EACCES', 'EPERM', 'EROFS'].map((code) => [code, 'permission'] as const),
]);

/** Codes that say that a path does not lead to a file. */
const wrongPaths: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG', 'ELOOP']);

const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'free some space and run again',
  EDQUOT: 'free some space and run again',
  EFBIG: 'raise the limit on the size of files (ulimit -f), or name a folder on another disk',
  EMFILE: 'raise the limit on open files (ulimit -n)',
  ENFILE: 'raise the limit on open files of the whole system',
  ENOMEM: 'use a machine with more memory',
  EACCES: 'see who owns the folder: another user (root?) may have made it',
  EPERM: 'see who owns the folder: another user (root?) may have made it',
  EROFS: 'the disk is read-only: name a folder on another one',
};

const pathHints = {
  usage: 'check the path: it must lead to a file, in a folder that is there',
  artefact: 'put the file itself there, or train again',
} as const;

/** The code an error carries: a SQLSTATE, or one of the system such as `ENOENT`; undefined where it carries none. */
export function errorCodeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Whether a file operation failed because there is no such file or folder. */
export function isAbsent(error: unknown): boolean {
  return errorCodeOf(error) === 'ENOENT';
}

/** `resource` for a full disk and spent memory or handles, `permission` for missing rights; undefined for any other code. */
export function kindOfSystemError(code: string | undefined): ErrorCode | undefined {
  return kinds.get(code ?? '');
}

/** What to do about a code of the system; undefined where nothing general can be said. */
export function systemHint(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(hints, code) ? hints[code] : undefined;
}

/**
 * The failure of a file operation as one of ours: `resource`, `permission`, or `wrongPath` where the path is at fault.
 *
 * A HandraiseError, and whatever the system did not say, comes back as it is.
 *
 * @param doing what was being done, for the reader: "reading users.csv"
 * @param wrongPath kind of a path that leads to no file, by whose choice of path it was.
 */
export function fileFailure(error: unknown, doing: string, wrongPath: keyof typeof pathHints): unknown {
  if (!(error instanceof Error) || error instanceof HandraiseError) return error;
  const code = errorCodeOf(error);
  const kind = kindOfSystemError(code) ?? (wrongPaths.has(code ?? '') ? wrongPath : undefined);
  if (kind === undefined) return error;
  const hint = systemHint(code) ?? pathHints[wrongPath];
  return new HandraiseError(kind, `${doing}: ${error.message}`, { hint, cause: error });
}
