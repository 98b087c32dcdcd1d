/**
 * Properties that HubSpot gives every account, other than those that begin with `hs_`, as Airbyte's public catalogue of its
 * source lists them (erd/source.dbml), and some that HubSpot has given up since. Read where no table of properties tells.
 */
export const hubspotProperties: Readonly<Record<'contact' | 'company', ReadonlySet<string>>> = {
  contact:
    names(`address annualrevenue associatedcompanyid associatedcompanylastupdated city closedate company company_size
    country createdate currentlyinworkflow date_of_birth days_to_close degree email engagements_last_meeting_booked
    engagements_last_meeting_booked_campaign engagements_last_meeting_booked_medium engagements_last_meeting_booked_source
    fax field_of_study first_conversion_date first_conversion_event_name first_deal_created_date firstname followercount
    gender graduation_date hubspot_owner_assigneddate hubspot_owner_id hubspot_team_id hubspotscore industry ip_city
    ip_country ip_country_code ip_latlon ip_state ip_state_code ip_zipcode job_function jobtitle kloutscoregeneral
    lastmodifieddate lastname lifecyclestage linkedinbio linkedinconnections marital_status message military_status
    mobilephone notes_last_contacted notes_last_updated notes_next_activity_date num_associated_deals num_contacted_notes
    num_conversion_events num_notes num_unique_conversion_events numemployees owneremail ownername phone photo
    recent_conversion_date recent_conversion_event_name recent_deal_amount recent_deal_close_date relationship_status
    salutation school seniority start_date state surveymonkeyeventlastupdated total_revenue twitterbio twitterhandle
    twitterprofilephoto webinareventlastupdated website work_email zip`),
  company:
    names(`about_us address address2 annualrevenue city closedate closedate_timestamp_earliest_value_a2a17e6e country
    createdate days_to_close description domain engagements_last_meeting_booked engagements_last_meeting_booked_campaign
    engagements_last_meeting_booked_medium engagements_last_meeting_booked_source facebook_company_page facebookfans
    first_contact_createdate first_contact_createdate_timestamp_earliest_value_78b50eea first_conversion_date
    first_conversion_date_timestamp_earliest_value_61f58f2c first_conversion_event_name
    first_conversion_event_name_timestamp_earliest_value_68ddae0a first_deal_created_date founded_year googleplus_page
    hubspot_owner_assigneddate hubspot_owner_id hubspot_team_id hubspotscore industry is_public lifecyclestage
    linkedin_company_page linkedinbio name notes_last_contacted notes_last_updated notes_next_activity_date
    num_associated_contacts num_associated_deals num_contacted_notes num_conversion_events
    num_conversion_events_cardinality_sum_d095f14b num_notes numberofemployees owneremail ownername phone
    recent_conversion_date recent_conversion_date_timestamp_latest_value_72856da1 recent_conversion_event_name
    recent_conversion_event_name_timestamp_latest_value_66c820bf recent_deal_amount recent_deal_close_date state timezone
    total_money_raised total_revenue twitterbio twitterfollowers twitterhandle type web_technologies website zip`),
};

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}
