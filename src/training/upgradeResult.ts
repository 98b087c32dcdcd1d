import { z } from 'zod';
import { notice } from '../notice/notice.ts';
import { parseInstant } from '../time/instant.ts';
import { resultVersion } from './trainingResult.ts';

const span = z.looseObject({ from: z.string(), to: z.string() });

/** What of a result of version 1 has another shape now. */
const versionOne = z.looseObject({
  contestants: z.array(z.looseObject({ champion: z.boolean() })),
  sides: z.array(span),
  byDate: z.array(z.looseObject({ asOf: z.string() })),
  overTime: z.array(span).optional(),
  recalibration: span.optional(),
  shortHistory: z.looseObject({ begins: z.string(), firstDate: z.string() }).optional(),
  audit: z.array(z.looseObject({ reason: z.string().optional() })),
});

/**
 * A result of version 1, as an older artefact holds it, in the present shape: its dates were texts, to the second.
 *
 * What the audit did not yet measure when it was written is null, a figure that cannot be told; its reasons were sentences.
 *
 * @throws ZodError for what no version 1 was like.
 */
export function upgradeResult(json: unknown): unknown {
  const { contestants, ...result } = versionOne.parse(json);
  const { overTime, recalibration, shortHistory } = result;
  return {
    ...result,
    version: resultVersion,
    candidateModels: contestants.map(({ champion, championDifference, ...one }) => ({
      ...one,
      selected: champion,
      ...(championDifference === undefined ? {} : { difference: championDifference }),
    })),
    sides: result.sides.map(spanOf),
    byDate: result.byDate.map((one) => ({ ...one, asOf: parseInstant(one.asOf) })),
    ...(overTime ? { overTime: overTime.map(spanOf) } : {}),
    ...(recalibration ? { recalibration: spanOf(recalibration) } : {}),
    ...(shortHistory
      ? {
          shortHistory: {
            ...shortHistory,
            begins: parseInstant(shortHistory.begins),
            firstDate: parseInstant(shortHistory.firstDate),
          },
        }
      : {}),
    audit: result.audit.map(({ reason = '', ...finding }) => ({
      ...{ psi: null, association: null, missingAuc: null },
      reasons: reason === '' ? [] : [notice('older-reason', { sentence: reason })],
      ...finding,
    })),
  };
}

/** Dates of rows without a time were empty. */
function spanOf({ from, to, ...others }: z.output<typeof span>) {
  return from === '' ? others : { ...others, from: parseInstant(from), to: endOf(to) };
}

/** The last instant that a text to the second may stand for; a midnight was written as its day. */
function endOf(text: string): number {
  return parseInstant(text) + (text.includes('T') ? 999_999 : 0);
}
