import type { DatabaseHandle } from '../../database/connection.ts';
import { landIn } from './landed.ts';
import { segmentStatements } from './segment.ts';

/**
 * Writes the demo company as RudderStack lands a source: as Segment does, but that every tenth person had another id
 * before, under which half of what they did hangs still, and which was merged on the day of arrival.
 */
export function landRudderstack(handle: DatabaseHandle, schema: string): Promise<void> {
  return landIn(handle, schema, [...segmentStatements, aliases]);
}

const aliases = `
  CREATE TABLE aliases AS
  SELECT 'm-' || person_id AS id, 'v-' || person_id AS previous_id, 'u-' || person_id AS user_id, created AS "timestamp",
    created AS sent_at, created AS received_at
  FROM handraise_demo.people WHERE person_id % 10 = 3;

  UPDATE tracks SET user_id = aliases.previous_id FROM aliases
  WHERE aliases.user_id = tracks.user_id AND extract(second FROM tracks."timestamp")::int % 2 = 0`;
