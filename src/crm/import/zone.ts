import { HandraiseError } from '../../errors.ts';

/**
 * Refuses what isn't a zone of the IANA database: Postgres would take `FOO3` for one, three hours west of nowhere.
 *
 * @throws HandraiseError `config`
 */
export function checkZone(zone: string): void {
  try {
    if (!/^[A-Za-z]/.test(zone)) throw new RangeError('an offset is no zone');
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch (error) {
    throw new HandraiseError('config', `zone ${JSON.stringify(zone)} is not known`, {
      hint: 'use a name of the IANA database, such as Europe/Berlin or UTC',
      cause: error,
    });
  }
}
