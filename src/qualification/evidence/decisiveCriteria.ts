import type { Stages } from '../../config/stages.ts';

/**
 * Criteria that decide about a contact, by number: those that the program requires, and those that the stage after the contact's own asks
 * of whoever enters it.
 *
 * @param criteria names of the criteria @param stages null where the program declares none
 */
export function decisiveCriteria(
  criteria: readonly string[],
  required: readonly number[],
  stages: Stages | null,
): (stage: string | null) => readonly number[] {
  const byStage = new Map<string | null, readonly number[]>();
  for (const [i, { name }] of (stages?.list ?? []).entries()) {
    const enter = stages?.list[i + 1]?.enter;
    const asked = enter === undefined || enter === 'person' ? [] : (enter.met ?? []);
    byStage.set(name, [...new Set([...required, ...asked.map((one) => criteria.indexOf(one))])]);
  }
  return (stage) => byStage.get(stage) ?? required;
}
