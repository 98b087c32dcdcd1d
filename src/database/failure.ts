import { type ErrorCode, HandraiseError } from '../errors.ts';
import { errorCodeOf } from '../systemFailure.ts';
import { hintFor, isTransient, kindOfSocketError, kindOfState, tlsHint } from './sqlstate.ts';

/**
 * Turns whatever a statement or a connection failed with into one of our errors.
 *
 * A HandraiseError comes back as it is. Otherwise the SQLSTATE or the socket's error code decides: database (exit 4)
 * when the server cannot be reached, was too slow or went away; permission (5); resource (8) for a full disk or
 * memory; data (3) when rows, tables or columns are not what was expected; config (2) for a statement the server
 * cannot parse; unexpected (1) for the rest. The message is one line and never holds a password.
 *
 * @param doing what was being done, for the reader: "reading events"
 * @example
 * try { await client.query(text) } catch (error) { throw databaseFailure(error, 'counting contacts') }
 */
export function databaseFailure(error: unknown, doing: string): HandraiseError {
  if (error instanceof HandraiseError) return error;
  const state = errorCodeOf(error);
  const message = messageOf(error);
  if (message === poolExhausted)
    return new HandraiseError('database', `${doing}: all connections are in use by other work of this process`, {
      hint: 'run fewer things at once, or open a workbench for each',
      cause: error,
    });
  const isEmptyView = state === '55000' && unpopulated.test(message);
  const code: ErrorCode = isEmptyView
    ? 'data'
    : (kindOfState(state) ?? kindOfSocketError(state) ?? kindOfMessage(error));
  const ofTls = tlsHint(state === undefined || /^[0-9A-Z]{5}$/.test(state) ? message : state);
  const hint =
    ofTls ?? (isEmptyView ? 'it needs REFRESH MATERIALIZED VIEW first' : ofMessage(message)) ?? hintFor(state, code);
  return new HandraiseError(code, `${doing}: ${ofTls === undefined ? '' : 'TLS: '}${oneLine(message)}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

// What pg-pool says when a connection is waited for that is in use; of one that is not had from the server it says something else.
const poolExhausted = 'timeout exceeded when trying to connect';

// A database that takes no connections has the same state.
const unpopulated = /has not been populated/;

function ofMessage(message: string): string | undefined {
  // A statement timeout has the same state.
  return /due to user request/.test(message) ? 'somebody cancelled the statement: run again' : undefined;
}

/** Whether a failure is that of a connection that broke off, or of a replica that had to give a reading up, so that the same work may succeed on a new one. */
export function isLostConnection(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (
      /conflict with recovery/.test(cause.message) ||
      isTransient(errorCodeOf(cause)) ||
      /connection terminated|connection ended/i.test(cause.message)
    )
      return true;
  }
  return false;
}

/** Whether an error, or what caused it, has this SQLSTATE. */
export function hasState(error: unknown, state: string): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (errorCodeOf(cause) === state) return true;
  return false;
}

/** Whether a lock was not had in the time that was given for it. */
export function isLockTimeout(error: unknown): boolean {
  return hasState(error, '55P03');
}

/** The text of an error on one line, with the password of any connection string in it blotted out. */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(postgres(?:ql)?:\/\/)\S+/gi, '$1…')
    .replace(/(password\s*=\s*)\S+/gi, '$1…');
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

// pg gives these no code.
const lostConnection =
  /connection terminated|connection ended|timeout exceeded|query read timeout|not queryable|connection was closed|server does not support ssl|establishing an ssl/i;

function kindOfMessage(error: unknown): ErrorCode {
  return error instanceof Error && lostConnection.test(error.message) ? 'database' : 'unexpected';
}
