/** What kind of failure this is; each kind has one documented exit code. */
export type ErrorCode =
  | 'unexpected'
  | 'usage'
  | 'config'
  | 'data'
  | 'database'
  | 'permission'
  | 'artefact'
  | 'busy'
  | 'resource'
  | 'gate'
  | 'interrupted';

/** Exit code of the process for each kind of failure. */
export const exitCodes: Readonly<Record<ErrorCode, number>> = {
  unexpected: 1,
  usage: 2,
  config: 2,
  data: 3,
  database: 4,
  permission: 5,
  artefact: 6,
  busy: 7,
  resource: 8,
  gate: 9,
  interrupted: 143,
};

/**
 * A failure the user can act upon: one line saying what and where, one hint saying what to do.
 *
 * @example
 * const error = new HandraiseError('data', 'contact has no rows', { hint: 'handraise import contact' });
 * error.code // 'data'
 */
export class HandraiseError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'HandraiseError';
    this.code = code;
    this.hint = options.hint;
  }

  get exitCode(): number {
    return exitCodes[this.code];
  }
}
