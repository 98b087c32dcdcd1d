import pg from 'pg';
import { HandraiseError } from '../errors.ts';

/** What a connection string may say besides user, password, host, port and database. */
const understood = [
  ...['host', 'port', 'user', 'password', 'dbname', 'options', 'application_name', 'connect_timeout'],
  ...['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation', 'channel_binding', 'target_session_attrs'],
  ...['ssl', 'uselibpqcompat', 'client_encoding', 'fallback_application_name'],
];

/** Further parameters of libpq, which are refused by name: https://www.postgresql.org/docs/18/libpq-connect.html */
const refused = new Set([
  ...[
    'hostaddr',
    'passfile',
    'service',
    'servicefile',
    'load_balance_hosts',
    'require_auth',
    'requirepeer',
    'replication',
  ],
  ...['sslcrl', 'sslcrldir', 'sslpassword', 'sslcertmode', 'sslcompression', 'sslsni', 'requiressl', 'sslkeylogfile'],
  ...['ssl_min_protocol_version', 'ssl_max_protocol_version', 'min_protocol_version', 'max_protocol_version'],
  ...['gssencmode', 'gsslib', 'gssdelegation', 'krbsrvname', 'scram_client_key', 'scram_server_key', 'oauth_issuer'],
  ...['keepalives', 'keepalives_idle', 'keepalives_interval', 'keepalives_count', 'tcp_user_timeout'],
  ...[
    'statement_timeout',
    'lock_timeout',
    'idle_in_transaction_session_timeout',
    'query_timeout',
    'binary',
    'encoding',
    'db',
  ],
]);

/** How characters that mean something in a connection string are written in its user and password. */
const encoding = 'in user and password @ is written %40, / %2F, ? %3F, # %23, % %25 and a space %20';

/**
 * Checks a connection string, `postgres://user:password@host:port/database?…`, and writes it as pg understands it.
 *
 * What could be read in two ways is refused rather than guessed, as a password with a bare `/`, `?` or `#` would have a part of it
 * taken for a host, which failures then print. TLS: `require`, `verify-ca` and `verify-full` check the server's certificate (`verify-ca`
 * with `sslrootcert` not its name), `no-verify` does not.
 *
 * @throws HandraiseError config otherwise; neither the message nor a cause repeats the text, which may hold a password.
 */
export function checkConnectionString(text: string): string {
  const scheme = /^postgres(?:ql)?:\/\//.exec(text);
  if (scheme === null) throw unreadable('it must begin with postgres:// or postgresql://');
  const rest = text.slice(scheme[0].length);
  const [authority = ''] = rest.split(/[/?#]/, 1);
  if (/[\s#]|%(?![0-9a-f]{2})/i.test(rest) || rest.slice(authority.length).includes('@')) throw unreadable(encoding);
  if (authority.slice(authority.lastIndexOf('@') + 1).includes(',')) throw severalHosts();
  const query = new URLSearchParams(rest.includes('?') ? rest.slice(rest.indexOf('?') + 1) : '');
  const before = query.toString();
  checkParameters(query);
  const url = withDatabase(`postgres://${rest.split('?', 1)[0]}`, query);
  const whole = query.toString() === before ? text : url + (query.size > 0 ? `?${query}` : '');
  let port: number;
  try {
    port = new pg.Client({ connectionString: whole, ssl: false }).port;
  } catch (error) {
    throw unreadable(fileOf(error, query) ?? encoding);
  }
  if (!(port > 0 && port < 65_536)) throw unreadable('its port must be between 1 and 65535');
  return whole;
}

/** A database that is named by `dbname`, as pg reads it. */
function withDatabase(url: string, query: URLSearchParams): string {
  const name = query.get('dbname');
  if (name === null) return url;
  query.delete('dbname');
  const [, , authority = '', path = ''] = /^(postgres:\/\/)([^/]*)\/?(.*)$/.exec(url) ?? [];
  if (path !== '') throw unreadable('it names its database twice: leave dbname out');
  return `postgres://${authority}/${encodeURIComponent(name)}`;
}

function checkParameters(query: URLSearchParams): void {
  for (const name of new Set(query.keys())) {
    if (understood.includes(name)) continue;
    // A name that nobody knows may be a part of a password.
    throw refused.has(name)
      ? unreadable(`its parameter ${name} is not supported: leave it out`)
      : unreadable(`it has a parameter that is unknown; known are ${understood.join(', ')}`);
  }
  if (query.get('host')?.includes(',') || query.get('port')?.includes(',')) throw severalHosts();
  const attributes = query.get('target_session_attrs');
  if (attributes !== null && !['any', 'read-write', 'primary'].includes(attributes))
    throw unreadable('target_session_attrs can only be any, read-write or primary: Handraise writes what it finds');
  query.delete('target_session_attrs');
  // Sessions are in UTF-8 whatever it says.
  query.delete('client_encoding');
  settleTls(query);
}

const modes = ['disable', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** Writes what is said of TLS as the one mode of pg that does it. */
function settleTls(query: URLSearchParams): void {
  const mode = query.get('sslmode');
  if (query.get('sslrootcert') === 'system') query.delete('sslrootcert');
  if (mode === null || query.get('uselibpqcompat') === 'true') return;
  if (!modes.includes(mode))
    throw unreadable(
      mode === 'prefer' || mode === 'allow'
        ? `sslmode=${mode} leaves open whether TLS is used: say disable, require or verify-full`
        : `sslmode must be one of ${modes.join(', ')}`,
    );
  if (mode === 'require') query.set('sslmode', 'verify-full');
  if (mode !== 'verify-ca') return;
  if (query.has('sslrootcert')) query.set('uselibpqcompat', 'true');
  else query.set('sslmode', 'verify-full');
}

function unreadable(hint: string): HandraiseError {
  return new HandraiseError('config', 'the connection string cannot be read', { hint });
}

function severalHosts(): HandraiseError {
  return new HandraiseError('config', 'the connection string names several hosts', {
    hint: 'name one, the primary',
  });
}

/** Which parameter names a file that cannot be read; undefined when that is not what is wrong. */
function fileOf(error: unknown, query: URLSearchParams): string | undefined {
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  const name = ['sslrootcert', 'sslcert', 'sslkey'].find((key) => path !== undefined && query.get(key) === path);
  return name === undefined ? undefined : `the file that its ${name} names cannot be read`;
}
