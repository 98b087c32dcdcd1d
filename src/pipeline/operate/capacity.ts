import { programOf } from '../../config/load.ts';
import { HandraiseError } from '../../errors.ts';
import { publishedRun } from '../../publish/publishedRun.ts';
import { rankingTotals } from '../../publish/rankingTotals.ts';
import { greatestAfter, topProbabilities } from '../../publish/topProbabilities.ts';
import { type CapacityLine, capacityLine } from '../../ranking/capacity.ts';
import type { Instant } from '../../time/instant.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** What a week's capacity buys of the published list, and what half and twice as much would. */
export interface CapacityPlan {
  readonly program: string;
  readonly modelId: string;
  readonly asOf: Instant;
  readonly horizonDays: number;
  /** Contacts that are worked, and the conversions expected of all of them; nobody who is held off the list. */
  readonly contacts: number;
  readonly expectedConversions: number;
  readonly half: CapacityLine;
  readonly asked: CapacityLine;
  readonly double: CapacityLine;
}

/**
 * Where a week's capacity cuts the published list, and what to expect of those above the cut.
 *
 * @param perWeek contacts that can be worked in a week.
 * @throws HandraiseError `data` when nothing is published yet; `database`.
 */
export async function planCapacity(
  { handle, config }: Workbench,
  programName: string | undefined,
  perWeek: number,
): Promise<CapacityPlan> {
  const { name, program } = programOf(config, programName);
  const run = await publishedRun(handle, name);
  if (!run)
    throw new HandraiseError('data', `nothing is published for program ${name} yet`, {
      hint: `handraise score ${name}`,
    });
  const { contacts, expectedConversions } = (await rankingTotals(handle, name)).worked;
  const probabilities = await topProbabilities(handle, name, 2 * perWeek);
  const beyond = await greatestAfter(handle, name, 2 * perWeek);
  const { modelId, asOf } = run;
  return {
    ...{ program: name, modelId, asOf, horizonDays: program.horizonDays, contacts, expectedConversions },
    half: capacityLine(probabilities, Math.floor(perWeek / 2), beyond),
    asked: capacityLine(probabilities, perWeek, beyond),
    double: capacityLine(probabilities, 2 * perWeek, beyond),
  };
}
