import { eventPipeline } from './segment/eventPipeline.ts';
import { segmentTables } from './segment/tables.ts';

/** What Segment writes into a warehouse for one source. */
export const segment = eventPipeline('segment', 'Segment', segmentTables);
