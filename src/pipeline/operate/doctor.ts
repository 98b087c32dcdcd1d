import { inspectRegistry, type RegistryFinding, repairRegistry } from '../../registry/reconcile.ts';
import { type ChampionFinding, inspectChampions } from '../../registry/recordedChampion.ts';
import { inspectRecords, type RecordFinding } from '../../registry/sealedRecord.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** What does not agree among models, files, records and champions, and what was repaired. */
export interface Diagnosis {
  readonly findings: readonly ((RegistryFinding | RecordFinding | ChampionFinding) & { readonly repaired: boolean })[];
}

/**
 * Compares rows and files of every program's models, the records of all programs with their hashes, and their champions with the
 * records; with `repair`, repairs what needs no person.
 */
export async function diagnose({ handle, config, models }: Workbench, repair: boolean): Promise<Diagnosis> {
  if (repair) await requireRightsFor(handle, 'adopting models');
  const findings: Diagnosis['findings'][number][] = [];
  for (const program of Object.keys(config.programs)) {
    const note = (repaired: boolean) => (finding: RegistryFinding) => findings.push({ ...finding, repaired });
    if (repair) {
      const outcome = await repairRegistry(handle, models, program);
      outcome.repaired.forEach(note(true));
      outcome.left.forEach(note(false));
    } else (await inspectRegistry(handle, models, program)).forEach(note(false));
  }
  for (const finding of [...(await inspectRecords(handle)), ...(await inspectChampions(handle))])
    findings.push({ ...finding, repaired: false });
  return { findings };
}
