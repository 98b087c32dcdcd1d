import type { PresetMapping } from '../preset.ts';
import type { TableReader } from '../tableReader.ts';

type Attributes = NonNullable<NonNullable<PresetMapping['source']['contact']>['attributes']>;

/** Columns that every table of calls has, and traits that are fields of their own or name somebody. */
const ownColumns = new Set([
  'id',
  'anonymous_id',
  'user_id',
  'group_id',
  'previous_id',
  'received_at',
  'sent_at',
  'original_timestamp',
  'timestamp',
  'uuid',
  'uuid_ts',
  'loaded_at',
  'email',
  'name',
  'first_name',
  'last_name',
  'username',
  'phone',
  'avatar',
  'title',
  'company',
  'website',
  'domain',
  'created_at',
  'channel',
  'description',
]);

/** The company's own traits: attributes read from the calls that set them. Context and points in time are left out. */
export function ownTraits(table: TableReader): Attributes {
  const names = table.columns.filter(
    (name) => !ownColumns.has(name) && !/^(context_|_)/.test(name) && !table.isInstant(name),
  );
  return Object.fromEntries(
    names.map((name) => [name, { type: table.isNumber(name) ? 'number' : 'category', availability: 'history' }]),
  );
}
