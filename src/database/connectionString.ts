import pg from 'pg';
import { HandraiseError } from '../errors.ts';

/**
 * Gives the connection string back when it is one pg understands: `postgres://user:password@host:port/database?…`.
 *
 * @throws HandraiseError config otherwise; neither the message nor a cause repeats the text, which may hold a password.
 */
export function checkConnectionString(text: string): string {
  if (!/^postgres(ql)?:\/\//.test(text)) throw unreadable('it must begin with postgres:// or postgresql://');
  let port: number;
  try {
    port = new pg.Client({ connectionString: text }).port;
  } catch {
    throw unreadable('percent-encode special characters in user and password, and see that files it names exist');
  }
  if (!(port > 0 && port < 65_536)) throw unreadable('its port must be between 1 and 65535');
  return text;
}

function unreadable(hint: string): HandraiseError {
  return new HandraiseError('config', 'the connection string cannot be read', { hint });
}
