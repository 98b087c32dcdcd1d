import { eventPipeline } from './segment/eventPipeline.ts';
import { aliasTable, segmentTables } from './segment/tables.ts';

/** What RudderStack writes: the tables of Segment, and aliases that merge users. */
export const rudderstack = eventPipeline('rudderstack', 'RudderStack', [...segmentTables, aliasTable]);
