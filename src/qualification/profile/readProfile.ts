import type { DatabaseHandle } from '../../database/connection.ts';
import { databaseFailure } from '../../database/failure.ts';
import { HandraiseError } from '../../errors.ts';
import { type Profile, profileSchema, profileVersion } from './profile.ts';

/**
 * The latest profile of a program, of those of the present shape; null where none was made.
 *
 * @throws HandraiseError `data` for one that is not what was written.
 */
export async function readProfile(handle: DatabaseHandle, program: string): Promise<Profile | null> {
  const row = await handle.kysely
    .selectFrom('handraise.profile')
    .select(['profile_id', 'profile'])
    .where('program', '=', program)
    .where('version', '=', profileVersion)
    .orderBy('made_at', 'desc')
    .orderBy('profile_id')
    .limit(1)
    .executeTakeFirst()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the profile');
    });
  if (!row) return null;
  const parsed = profileSchema.safeParse(row.profile);
  if (parsed.success) return parsed.data;
  throw new HandraiseError(
    'data',
    `profile ${row.profile_id} of program ${program} is not one: ${parsed.error.issues[0]?.message}`,
    {
      hint: 'make it again: handraise icp',
      cause: parsed.error,
    },
  );
}
