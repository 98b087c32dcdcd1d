import type { DatabaseHandle } from '../../database/connection.ts';
import { landHubspotAirbyte } from './hubspotAirbyte.ts';
import { landHubspotFivetran } from './hubspotFivetran.ts';
import { landMarketoFivetran } from './marketoFivetran.ts';
import { landOdoo } from './odoo.ts';
import { landPardotFivetran } from './pardotFivetran.ts';
import { landRudderstack } from './rudderstack.ts';
import { landSalesforceFivetran } from './salesforceFivetran.ts';
import { landSalesforceAirbyte, landSalesforceStitch } from './salesforceOwnNames.ts';
import { landSegment } from './segment.ts';

/** Writes the demo company, as `loadDemoCompany` left it, into a schema as a connector would have landed it. */
export type DemoLanding = (handle: DatabaseHandle, schema: string) => Promise<void>;

/** By the name of the preset that reads it. */
export const demoLandings: Readonly<Record<string, DemoLanding>> = {
  'hubspot-fivetran': landHubspotFivetran,
  'hubspot-airbyte': landHubspotAirbyte,
  'salesforce-fivetran': landSalesforceFivetran,
  'salesforce-airbyte': landSalesforceAirbyte,
  'salesforce-stitch': landSalesforceStitch,
  'marketo-fivetran': landMarketoFivetran,
  'pardot-fivetran': landPardotFivetran,
  odoo: landOdoo,
  segment: landSegment,
  rudderstack: landRudderstack,
};
