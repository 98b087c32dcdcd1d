import type { Preset } from './preset.ts';
import { deletedForGood } from './salesforce/deletedForGood.ts';
import { underOwnNames } from './salesforce/ownNames.ts';
import { splitSpellings } from './salesforce/spellings.ts';
import { salesforceFivetran } from './salesforceFivetran.ts';

/** The same objects as Stitch lands them: under Salesforce's own names, a column split by the types that its values had. */
export const salesforceStitch: Preset = {
  ...salesforceFivetran,
  name: 'salesforce-stitch',
  title: 'Salesforce, loaded by Stitch',
  tables: underOwnNames(salesforceFivetran.tables),
  cannotCarry: [...salesforceFivetran.cannotCarry, deletedForGood],
  spellings: splitSpellings,
};
