import { HandraiseError } from '../errors.ts';

/** Variables of libpq that stand for a parameter of the connection string where it has none: https://www.postgresql.org/docs/18/libpq-envars.html */
const parameters: Readonly<Record<string, string>> = {
  PGSSLMODE: 'sslmode',
  PGSSLROOTCERT: 'sslrootcert',
  PGSSLCERT: 'sslcert',
  PGSSLKEY: 'sslkey',
  PGCONNECT_TIMEOUT: 'connect_timeout',
  PGAPPNAME: 'application_name',
  PGTARGETSESSIONATTRS: 'target_session_attrs',
  PGCHANNELBINDING: 'channel_binding',
};

/** Files that only matter where a mode says that TLS is used. */
const filesOfTls = new Set(['sslrootcert', 'sslcert', 'sslkey']);

/** Variables that would change where a connection goes, or how far it is trusted, and that we do not follow. */
const refused = [
  ...['PGSERVICE', 'PGHOSTADDR', 'PGLOADBALANCEHOSTS', 'PGREQUIREAUTH', 'PGREQUIREPEER', 'PGREQUIRESSL'],
  ...['PGSSLCRL', 'PGSSLCRLDIR', 'PGSSLMINPROTOCOLVERSION', 'PGSSLMAXPROTOCOLVERSION'],
];

/** Variables whose user expects another database than the embedded one. */
const wayElsewhere = ['PGHOST', 'PGHOSTADDR', 'PGSERVICE', 'PGDATABASE'];

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * A connection string with what the variables of libpq add to it; undefined without one, which means the embedded database.
 *
 * PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE and PGOPTIONS are read by pg, PGPASSFILE with the password file.
 *
 * @throws HandraiseError `config` naming a variable that cannot be followed.
 */
export function withLibpqVariables(text: string | undefined, variables: Variables): string | undefined {
  const isSet = (name: string) => Boolean(variables[name]);
  if (text === undefined) {
    const elsewhere = wayElsewhere.find(isSet);
    if (elsewhere === undefined) return undefined;
    throw new HandraiseError('config', `${elsewhere} is set, but no database is named`, {
      hint: `DATABASE_URL=postgres:// connects by the PG variables; to use the embedded database, unset ${elsewhere}`,
    });
  }
  const unknown = refused.find(isSet);
  if (unknown !== undefined)
    throw new HandraiseError('config', `${unknown} is set, and is not supported`, {
      hint: `say it in the connection string (DATABASE_URL), and unset ${unknown}`,
    });
  if (variables.PGHOST?.includes(',') || variables.PGPORT?.includes(','))
    throw new HandraiseError('config', 'PGHOST names several hosts', { hint: 'name one, the primary' });
  const known = new URLSearchParams(text.includes('?') ? text.slice(text.indexOf('?') + 1) : '');
  const usesTls = ((known.get('sslmode') ?? variables.PGSSLMODE) || 'disable') !== 'disable';
  const added = Object.entries(parameters).flatMap(([name, parameter]) => {
    const value = variables[name];
    if (!value || known.has(parameter) || (filesOfTls.has(parameter) && !usesTls)) return [];
    return [`${parameter}=${encodeURIComponent(value)}`];
  });
  if (added.length === 0) return text;
  return `${text}${text.includes('?') ? '&' : '?'}${added.join('&')}`;
}
