import type { Landing } from '../preset.ts';
import { type IdReader, idReader } from '../sqlValue.ts';

/** How the ids of each kind of object are compared. */
export type AirbyteIds = Readonly<Record<'contact' | 'company' | 'deal', IdReader>>;

/** How ids are compared across the streams that Airbyte lands. */
export function airbyteIds(landing: Landing): AirbyteIds {
  return {
    contact: idReader(landing, [
      ['contacts', 'id'],
      ['contacts_merged_audit', 'vid_to_merge'],
      ['contacts_merged_audit', 'canonical_vid'],
      ['contacts_form_submissions', 'canonical_vid'],
      ['contacts_property_history', 'vid'],
    ]),
    company: idReader(landing, [
      ['companies', 'id'],
      ['companies_property_history', 'companyId'],
    ]),
    deal: idReader(landing, [
      ['deals', 'id'],
      ['deals_property_history', 'dealId'],
    ]),
  };
}
