import { z } from 'zod';

const ofProgram = { program: z.string(), /** Id of a model, or name of a file. */ name: z.string() };
/** Why an artefact cannot be loaded. */
const unreadable = z.object({ ...ofProgram, champion: z.boolean(), failure: z.string() });
/** A record that is only ever added to, and the number of the row, or of the one beside the place. */
const ofRecord = { program: z.string(), record: z.enum(['decision', 'accepted gate']), number: z.string() };

/** What `doctor` finds: what a crash left behind, or what somebody changed past the record. */
export const upkeepFigures = {
  'file-left-behind': z.object(ofProgram),
  'model-not-registered': z.object(ofProgram),
  /** An artefact without a row that cannot be registered. */
  'model-not-acceptable': z.object({ ...ofProgram, failure: z.string() }),
  'model-file-missing': unreadable,
  'model-file-damaged': unreadable,
  'entry-changed': z.object(ofRecord),
  'entry-out-of-order': z.object(ofRecord),
  /** What stood before the row, or after it, or every row there was. */
  'entry-removed': z.object({ ...ofRecord, where: z.enum(['before', 'after', 'all']) }),
  'entry-added': z.object(ofRecord),
  /** The champion that there is, the one that the last decision made, and its number; null where there is none. */
  'champion-undecided': z.object({
    program: z.string(),
    champion: z.string().nullable(),
    decided: z.string().nullable(),
    decision: z.string().nullable(),
  }),
} as const;

export type UpkeepKind = keyof typeof upkeepFigures;
