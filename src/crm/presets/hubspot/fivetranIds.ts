import type { Landing } from '../preset.ts';
import { type IdReader, idReader } from '../sqlValue.ts';

/** How the ids of each kind of object are compared. */
export type HubspotIds = Readonly<Record<'contact' | 'company' | 'deal' | 'engagement', IdReader>>;

/** How ids are compared across the tables that Fivetran fills. */
export function fivetranIds(landing: Landing): HubspotIds {
  return {
    contact: idReader(landing, [
      ['contact', 'id'],
      ['contact_merge_audit', 'vid_to_merge'],
      ['contact_merge_audit', 'canonical_vid'],
      ['contact_company', 'contact_id'],
      ['contact_form_submission', 'contact_id'],
      ['engagement_contact', 'contact_id'],
      ['deal_contact', 'contact_id'],
      ['contact_property_history', 'contact_id'],
    ]),
    company: idReader(landing, [
      ['company', 'id'],
      ['contact_company', 'company_id'],
      ['deal_company', 'company_id'],
      ['company_property_history', 'company_id'],
    ]),
    deal: idReader(landing, [
      ['deal', 'deal_id'],
      ['deal_company', 'deal_id'],
      ['deal_contact', 'deal_id'],
      ['deal_stage', 'deal_id'],
      ['deal_property_history', 'deal_id'],
      ['merged_deal', 'deal_id'],
      ['merged_deal', 'merged_deal_id'],
    ]),
    engagement: idReader(landing, [
      ['engagement_contact', 'engagement_id'],
      ...['call', 'meeting', 'note', 'email'].map((kind) => [`engagement_${kind}`, 'engagement_id'] as const),
    ]),
  };
}
