import type { ErrorCode } from '../errors.ts';
import { kindOfSystemError, systemHint } from '../systemFailure.ts';

// https://www.postgresql.org/docs/18/errcodes-appendix.html: exact states first, then the class (two characters).
const states: Readonly<Record<string, ErrorCode>> = {
  '08': 'database',
  '22': 'data',
  '23': 'data',
  '25': 'database',
  '25006': 'permission',
  '28': 'permission',
  '3D': 'database',
  '3F': 'data',
  '40': 'database',
  '42': 'config',
  '42501': 'permission',
  '42703': 'data',
  '42704': 'data',
  '42804': 'data',
  '42846': 'data',
  '42883': 'data',
  '42P01': 'data',
  '53': 'resource',
  '53300': 'database',
  '54': 'resource',
  '55': 'database',
  '57': 'database',
  '58': 'database',
  '58030': 'resource',
  XX: 'database',
};

const socketErrors: Readonly<Record<string, ErrorCode>> = {
  ECONNREFUSED: 'database',
  ECONNRESET: 'database',
  ECONNABORTED: 'database',
  EPIPE: 'database',
  ETIMEDOUT: 'database',
  ENOTFOUND: 'database',
  EAI_AGAIN: 'database',
  EHOSTUNREACH: 'database',
  EHOSTDOWN: 'database',
  ENETUNREACH: 'database',
  ENETDOWN: 'database',
  EADDRNOTAVAIL: 'database',
  ENOENT: 'database',
  ENOTSOCK: 'database',
};

const hints: Readonly<Record<string, string>> = {
  '25006': 'the server is a replica, or default_transaction_read_only is set: connect to the primary, or unset it',
  '28P01': 'check the user and the password of the connection string',
  '08P01': 'what it names was refused by the server or by a pooler before it: leave it out of the connection string',
  '25P03':
    'the server had not heard of us for longer than it allows: run again, and see that this machine was not asleep',
  '25P04': 'the server ends transactions of this length: raise transaction_timeout for the role, or set it to 0',
  '28000':
    'see whether the server wants TLS (sslmode=require), and whether its pg_hba.conf lets this user in from here',
  '3D000': 'create the database, or name another one in the connection string',
  '42501': 'ask the owner of the database for the missing GRANT',
  '53100': 'the disk of the database is full: free some space and run again',
  '53300': 'the server has no connection left: close some, or raise max_connections',
  '55P03': 'another session holds a lock on the table: run again when it is done',
  '40001':
    'the database changed too much meanwhile, or a replica had to give the statement up: run again, or connect to the primary',
  '57014': 'the statement ran longer than it may: see that the tables are analysed and indexed',
  '57P01': 'the server was shut down, or somebody ended the session: run again',
  '57P05':
    'the server had not heard of us for longer than it allows: run again, and see that this machine was not asleep',
  ECONNREFUSED: 'see that the server is running and that host and port are right',
  ENOTFOUND: 'check the host name of the connection string',
};

const tlsHints: readonly (readonly [RegExp, string])[] = [
  [/does not support SSL/i, 'the server has no TLS: leave sslmode out, or say sslmode=disable'],
  [
    /establishing an SSL/i,
    'what answers there does not speak TLS as Postgres does, or takes no connections: see the host and the port, and the log of the server',
  ],
  [
    /ALTNAME_INVALID/,
    "the server's certificate is for another name: connect by that name, or encrypt without checking it with sslmode=no-verify",
  ],
  [/EXPIRED/, "the server's certificate has expired: renew it, or encrypt without checking it with sslmode=no-verify"],
  [
    /SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|CERT_/,
    "the server's certificate is not one that this machine trusts: name its authority with sslrootcert=FILE, or encrypt without checking it with sslmode=no-verify",
  ],
  [/^(ERR_TLS|ERR_SSL|EPROTO)/, 'see that the server speaks TLS on this port, and which versions of it'],
];

/** What to do about a failure of TLS, by its code or its message; undefined for any other. */
export function tlsHint(text: string): string | undefined {
  return tlsHints.find(([pattern]) => pattern.test(text))?.[1];
}

/** What to do about a failure, by its exact state or, failing that, by its kind; undefined where nothing can be said. */
export function hintFor(state: string | undefined, kind: ErrorCode): string | undefined {
  if (state !== undefined && Object.hasOwn(hints, state)) return hints[state];
  const unreachable = 'see that the server is reachable and run again; nothing was half-written';
  return systemHint(state) ?? (kind === 'database' ? unreachable : undefined);
}

/** The kind of failure a SQLSTATE stands for; undefined when the text is not a SQLSTATE we know. */
export function kindOfState(state: string | undefined): ErrorCode | undefined {
  if (state === undefined || !/^[0-9A-Z]{5}$/.test(state)) return undefined;
  return states[state] ?? states[state.slice(0, 2)];
}

/** The kind of failure an error code of Node (socket, TLS or file) stands for. */
export function kindOfSocketError(code: string | undefined): ErrorCode | undefined {
  if (code === undefined) return undefined;
  if (/^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) return 'database';
  return kindOfSystemError(code) ?? socketErrors[code];
}

/** Whether a whole transaction that failed so may be run again: serialisation failure or deadlock. */
export function isRetryable(state: string | undefined): boolean {
  return state === '40001' || state === '40P01';
}

/** Whether connecting again a little later may help: nobody listens yet, no connection is free, or the server starts. */
export function isTransient(state: string | undefined): boolean {
  return state !== undefined && transient.has(state);
}

const transient = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', '53300', '57P01', '57P02', '57P03', '08006'],
  // A session that was idle for too long, as on a machine that slept.
  ...['25P03', '57P05'],
]);
