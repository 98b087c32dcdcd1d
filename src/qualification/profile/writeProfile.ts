import type { DatabaseHandle } from '../../database/connection.ts';
import { inTransaction } from '../../database/transaction.ts';
import { canonicalJson } from '../../numeric/canonicalJson.ts';
import { sha256Hex } from '../../numeric/hash.ts';
import { timestampText } from '../../time/instant.ts';
import type { Profile } from './profile.ts';

/** Keeps a profile, from now on the one that scorings go by. @returns its id: the same profile has the same. */
export async function writeProfile(handle: DatabaseHandle, profile: Profile): Promise<string> {
  const json = canonicalJson(profile);
  const profileId = `p-${sha256Hex(json).slice(0, 12)}`;
  await inTransaction(handle, (client) =>
    client.query(
      'INSERT INTO handraise.profile (program, profile_id, version, as_of, profile) VALUES ($1, $2, $3, $4, $5)',
      [profile.program, profileId, profile.version, timestampText(profile.asOf), json],
    ),
  );
  return profileId;
}
