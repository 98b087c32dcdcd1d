import type pg from 'pg';
import { HandraiseError } from '../errors.ts';

/** Major versions of Postgres that are tested and supported. */
const supportedServers = { oldest: 15, newest: 18 } as const;

/**
 * Checks that the server behind a connection is one we support.
 *
 * @throws HandraiseError database when it is older than 15 or newer than 18, config when its encoding is not UTF8: texts that we write, such as
 *   names, could not be kept, and of SQL_ASCII nobody knows what its bytes mean
 */
export async function checkServer(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: string; number: string; encoding: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number,
            current_setting('server_encoding') AS encoding`,
  );
  const [server] = rows;
  if (server === undefined) throw new HandraiseError('database', 'the server did not say which version it is');
  const major = Math.floor(Number(server.number) / 10_000);
  const { oldest, newest } = supportedServers;
  if (!(major >= oldest && major <= newest)) {
    throw new HandraiseError('database', `Postgres ${server.version} is not supported`, {
      hint: `use Postgres ${oldest} to ${newest}${major > newest ? ', or a newer handraise' : ''}`,
    });
  }
  if (server.encoding !== 'UTF8') {
    throw new HandraiseError(
      'config',
      `the database has encoding ${server.encoding}, in which not every text can be kept`,
      {
        hint: "use a database with encoding UTF8 (CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0), and copy the tables there",
      },
    );
  }
}
