import type { LandingColumn, LandingTable } from '../preset.ts';

const needed = (name: string, without: string): LandingColumn => ({ name, required: true, without });
const optional = (name: string, without: string): LandingColumn => ({ name, required: false, without });

const traits = [
  optional('email', 'no e-mail domain'),
  optional('name', 'names come from first_name and last_name, where they are there'),
  optional('first_name', 'names come from the trait name, where it is there'),
  optional('last_name', 'names come from the trait name, where it is there'),
  optional('title', 'no seniority and department'),
  optional('created_at', 'contacts count as there from their first identify on'),
];

/** What the preset reads of what Segment writes for a source. */
export const segmentTables: readonly LandingTable[] = [
  {
    name: 'identifies',
    required: true,
    without: 'nobody is known',
    columns: [
      needed('user_id', 'nobody is known'),
      needed('received_at', 'not known since when anybody is known'),
      optional('anonymous_id', 'what people did before they were identified is lost'),
      optional('timestamp', 'identifications are dated by their arrival'),
      ...traits,
    ],
  },
  {
    name: 'tracks',
    required: true,
    without: 'no demo requests, and nothing of what people do',
    columns: [
      needed('event', 'not known what people did'),
      needed('user_id', 'not known who did it'),
      needed('received_at', 'not known when it became known'),
      optional('id', 'events that were loaded twice count twice'),
      optional('anonymous_id', 'what people did before they were identified is lost'),
      optional('timestamp', 'events are dated by their arrival'),
    ],
  },
  {
    name: 'pages',
    required: false,
    without: 'no page views and pricing views',
    columns: [
      needed('user_id', 'not known who looked'),
      needed('received_at', 'not known when a view became known'),
      optional('id', 'views that were loaded twice count twice'),
      optional('anonymous_id', 'views of people who were not identified yet are lost'),
      optional('timestamp', 'views are dated by their arrival'),
      optional('path', 'pricing pages are told by the address'),
      optional('url', 'pricing pages are told by their path or title'),
      optional('title', 'pricing pages are told by their path or address'),
    ],
  },
  {
    name: 'users',
    required: false,
    without: 'nothing, as long as identifies has the traits',
    columns: [needed('id', 'users are not read'), needed('received_at', 'users are not read'), ...traits],
  },
  {
    name: 'groups',
    required: false,
    without: 'no accounts are ranked, and nothing is known of colleagues',
    columns: [
      needed('group_id', 'there are no accounts'),
      needed('user_id', 'accounts have no people'),
      needed('received_at', 'not known since when an account is known'),
      optional('timestamp', 'memberships are dated by their arrival'),
      optional('name', 'no account names in reports'),
      optional('website', 'no domains, where there is no domain either'),
      optional('domain', 'domains come from the website, where it is there'),
      optional('created_at', 'accounts count as there from their first call on'),
    ],
  },
];

/** The table by which RudderStack and Segment merge users. */
export const aliasTable: LandingTable = {
  name: 'aliases',
  required: false,
  without: 'users who were merged count as several people',
  columns: [
    needed('previous_id', 'users who were merged count as several people'),
    needed('user_id', 'users who were merged count as several people'),
    needed('received_at', 'users who were merged count as several people'),
    optional('timestamp', 'mergers are dated by their arrival'),
  ],
};
