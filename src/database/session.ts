import type pg from 'pg';
import { HandraiseError } from '../errors.ts';
import {
  connectDeadline,
  idleDeadline,
  linkDeadline,
  lockDeadline,
  lookDeadline,
  statementDeadline,
} from './deadlines.ts';
import { checkOneServer } from './oneServer.ts';
import { within } from './within.ts';

/** How literals are read and values written as text: what a role or a database may have set otherwise, and results would differ. */
const meanings = {
  client_encoding: "'UTF8'",
  TimeZone: "'UTC'",
  // The order of day and month stays the server's: a mapped query may cast texts by it, and none of our own statements does.
  DateStyle: "'ISO'",
  IntervalStyle: "'postgres'",
  extra_float_digits: 1,
  bytea_output: "'hex'",
  standard_conforming_strings: 'on',
  // `x = NULL` is null, also where an interface once wanted it to ask for nulls.
  transform_null_equals: 'off',
  // Off, the NULL in an array that we bind would be a text of four letters.
  array_nulls: 'on',
  // On, the catalogue gives names of types in quotes, and none is found.
  quote_all_identifiers: 'off',
  // Above 0, a scan of a GIN index may give a random part of what it finds.
  gin_fuzzy_search_limit: 0,
} as const;

/** How the server plans: every entity is read whole and joined by ids, often by a query that a preset wrote. */
const plans = {
  // Compiling costs a second for each of the hundreds of columns of such a query, whatever the rows; reading never wins that back.
  jit: 'off',
  // Without these, joins of whole tables become loops: hours instead of seconds.
  enable_hashjoin: 'on',
  enable_mergejoin: 'on',
  enable_hashagg: 'on',
  enable_sort: 'on',
  enable_seqscan: 'on',
  // The server's own defaults: at 1 the joins are made in the order of the text, beyond 12 planning takes longer than reading.
  join_collapse_limit: 8,
  from_collapse_limit: 8,
  // A generic plan does not know how many rows a bound value names.
  plan_cache_mode: 'auto',
} as const;

/** What may end a session in the middle of its work. */
const limits = {
  statement_timeout: statementDeadline,
  lock_timeout: lockDeadline,
  // A transaction is idle while threads fold events on connections of their own, and while features are computed; heartbeats keep it
  // awake. Without any, its client is gone and its locks are in the way of others.
  idle_in_transaction_session_timeout: idleDeadline,
  // A connection of the pool that waits for its turn is closed after seconds; the session that guards a run sets its own.
  idle_session_timeout: idleDeadline,
  // A link that is dead is found out by the server, too: locks must not wait hours for that. Where the server has no such setting, or
  // for a socket of the same machine, these change nothing.
  tcp_keepalives_idle: 30,
  tcp_keepalives_interval: 10,
  tcp_keepalives_count: 6,
  tcp_user_timeout: linkDeadline,
  // A statement that fails is an answer, such as that a table is missing; the session goes on.
  exit_on_error: 'off',
  // Statements outside of our transactions are not written to be run again.
  default_transaction_isolation: "'read committed'",
  client_min_messages: 'warning',
} as const;

/**
 * Functions and operators of Postgres come first, also where the search path lists `pg_catalog` after schemas that have some of the
 * same name. Tables that are mapped without a schema are still looked for in the schemas listed.
 */
const searchPath = `
  SELECT pg_catalog.set_config('search_path', coalesce(pg_catalog.string_agg(pg_catalog.quote_ident(name), ', ' ORDER BY place), ''), false)
  FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS listed (name, place)
  WHERE name OPERATOR(pg_catalog.<>) 'pg_catalog'`;

/** Postgres 17 and later: a training reads for as long as it reads. */
const transactionTimeout = `
  SELECT pg_catalog.set_config('transaction_timeout', '0', false)
  WHERE pg_catalog.current_setting('server_version_num')::int >= 170000`;

/** A statement ends when nobody waits for it any more; only on these systems a server can tell. */
const clientCheck = `
  SELECT pg_catalog.set_config('client_connection_check_interval', '${lookDeadline}', false)
  WHERE pg_catalog.version() OPERATOR(pg_catalog.~) 'linux|darwin|bsd|illumos|solaris'`;

/** Every setting of a session, in one text of several statements. */
const settings = [
  ...Object.entries({ ...meanings, ...plans, ...limits }).map(([name, value]) => `SET ${name} = ${value}`),
  searchPath,
  transactionTimeout,
  clientCheck,
].join(';\n');

/**
 * Makes a new connection give the same results, by plans of the same kind, whatever the server, the database or the role sets.
 *
 * Statements rather than start-up options, which poolers refuse. What the settings mean: the chapters "Client Connection
 * Defaults", "Query Planning" and "Version and Platform Compatibility" of https://www.postgresql.org/docs/18/runtime-config.html.
 * Memory (`work_mem`), parallel workers and row security stay as they are set: they are the administrator's to give.
 *
 * @param deadline milliseconds: a pooler lets us in before it has a session for us, and may let the first statement wait for ever.
 * @throws HandraiseError database where nothing is answered by then; as {@link checkOneServer}.
 */
export async function prepareSession(client: pg.ClientBase, deadline: number = connectDeadline): Promise<void> {
  await within(deadline, client.query(settings), () => {
    throw new HandraiseError('database', `a new connection had no session of the server within ${deadline / 1000} s`, {
      hint: "where a pooler stands before it, give its pool room for ten connections, or connect to the server's own port",
    });
  });
  await checkOneServer(client);
}
