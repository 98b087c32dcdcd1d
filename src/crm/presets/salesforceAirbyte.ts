import { withNulledValues } from './airbyteNulled.ts';
import type { Preset } from './preset.ts';
import { deletedForGood } from './salesforce/deletedForGood.ts';
import { underOwnNames } from './salesforce/ownNames.ts';
import { spellings } from './salesforce/spellings.ts';
import { salesforceFivetran } from './salesforceFivetran.ts';

/** The same objects as Airbyte lands them: under Salesforce's own names, every one of its versions where loads are appended. */
export const salesforceAirbyte: Preset = withNulledValues({
  ...salesforceFivetran,
  name: 'salesforce-airbyte',
  title: 'Salesforce, loaded by Airbyte',
  tables: underOwnNames(salesforceFivetran.tables),
  cannotCarry: [...salesforceFivetran.cannotCarry, deletedForGood],
  spellings,
});
