import { optionalColumn, requiredColumn } from '../landingTable.ts';
import type { LandingTable } from '../preset.ts';

const traits = [
  optionalColumn('email', 'no e-mail domain'),
  optionalColumn('name', 'names come from first_name and last_name, where they are there'),
  optionalColumn('first_name', 'names come from the trait name, where it is there'),
  optionalColumn('last_name', 'names come from the trait name, where it is there'),
  optionalColumn('title', 'no seniority and department'),
  optionalColumn('created_at', 'contacts count as there from their first identify on'),
];

/** What the preset reads of what Segment writes for a source. */
export const segmentTables: readonly LandingTable[] = [
  {
    name: 'identifies',
    required: true,
    without: 'nobody is known',
    columns: [
      requiredColumn('user_id', 'nobody is known'),
      requiredColumn('received_at', 'not known since when anybody is known'),
      optionalColumn('anonymous_id', 'what people did before they were identified is lost'),
      optionalColumn('timestamp', 'identifications are dated by their arrival'),
      ...traits,
    ],
  },
  {
    name: 'tracks',
    required: true,
    without: 'no demo requests, and nothing of what people do',
    columns: [
      requiredColumn('event', 'not known what people did'),
      requiredColumn('user_id', 'not known who did it'),
      requiredColumn('received_at', 'not known when it became known'),
      optionalColumn('id', 'events that were loaded twice count twice'),
      optionalColumn('anonymous_id', 'what people did before they were identified is lost'),
      optionalColumn('timestamp', 'events are dated by their arrival'),
      optionalColumn('context_user_agent', 'opens and clicks by machines are told by their time alone'),
    ],
  },
  {
    name: 'pages',
    required: false,
    without: 'no page views and pricing views',
    columns: [
      requiredColumn('user_id', 'not known who looked'),
      requiredColumn('received_at', 'not known when a view became known'),
      optionalColumn('id', 'views that were loaded twice count twice'),
      optionalColumn('anonymous_id', 'views of people who were not identified yet are lost'),
      optionalColumn('timestamp', 'views are dated by their arrival'),
      optionalColumn('path', 'pricing pages are told by the address'),
      optionalColumn('url', 'pricing pages are told by their path or title'),
      optionalColumn('title', 'pricing pages are told by their path or address'),
    ],
  },
  {
    name: 'users',
    required: false,
    without: 'nothing, as long as identifies has the traits',
    columns: [
      requiredColumn('id', 'users are not read'),
      requiredColumn('received_at', 'users are not read'),
      ...traits,
    ],
  },
  {
    name: 'groups',
    required: false,
    without: 'no accounts are ranked, and nothing is known of colleagues',
    columns: [
      requiredColumn('group_id', 'there are no accounts'),
      requiredColumn('user_id', 'accounts have no people'),
      requiredColumn('received_at', 'not known since when an account is known'),
      optionalColumn('timestamp', 'memberships are dated by their arrival'),
      optionalColumn('name', 'no account names in reports'),
      optionalColumn('website', 'no domains, where there is no domain either'),
      optionalColumn('domain', 'domains come from the website, where it is there'),
      optionalColumn('created_at', 'accounts count as there from their first call on'),
    ],
  },
];

/** The table by which RudderStack and Segment merge users. */
export const aliasTable: LandingTable = {
  name: 'aliases',
  required: false,
  without: 'users who were merged count as several people',
  columns: [
    requiredColumn('previous_id', 'users who were merged count as several people'),
    requiredColumn('user_id', 'users who were merged count as several people'),
    requiredColumn('received_at', 'users who were merged count as several people'),
    optionalColumn('timestamp', 'mergers are dated by their arrival'),
  ],
};
