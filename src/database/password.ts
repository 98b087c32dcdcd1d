import pgpass from 'pgpass';
import { HandraiseError } from '../errors.ts';

/** Where a connection goes, as far as a password file tells passwords apart. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly database: string | undefined;
  readonly user: string | undefined;
}

/**
 * The password that the user's password file (PGPASSFILE, else ~/.pgpass) has for a connection; asked for when the server wants one and
 * neither the connection string nor PGPASSWORD has any.
 *
 * @throws HandraiseError permission where it has none.
 */
export async function passwordFromFile(to: Destination): Promise<string> {
  const password = await new Promise<string | undefined>((resolve) => pgpass(to, resolve));
  if (password !== undefined) return password;
  throw new HandraiseError('permission', 'the server asks for a password, and none was given', {
    hint: 'put it into the connection string (DATABASE_URL), PGPASSWORD or a password file (PGPASSFILE) that only you can read',
  });
}
