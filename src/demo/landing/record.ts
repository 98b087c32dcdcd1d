import { demoEnd } from '../company.ts';

/** The end of the demo company's record, as SQL. */
export const recordEnd = `to_timestamp(${demoEnd / 1_000_000})`;
