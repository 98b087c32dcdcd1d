import { programOf } from '../../config/load.ts';
import { gravestFirst } from '../../features/audit/auditFeatures.ts';
import type { AuditFinding } from '../../features/feature.ts';
import type { Notice } from '../../notice/notice.ts';
import type { Instant } from '../../time/instant.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { auditedExtract } from './auditedExtract.ts';

/** What the availability audit found of every feature. */
export interface AuditResult {
  readonly program: string;
  /** The instant of "now": what is known of before it is compared with the training dates. */
  readonly asOf: Instant;
  readonly trainingRows: number;
  /** Training rows with an outcome within the horizon. */
  readonly trainingPositives: number;
  readonly rowsNow: number;
  /** The excluded first, then the warned of, then the rest; each in the order of the catalogue. */
  readonly findings: readonly AuditFinding[];
  /** What is found of events that many features are made of: opens and clicks by machines. */
  readonly remarks: readonly Notice[];
}

/**
 * Audits the features of a program without fitting a model; nothing is written.
 *
 * @param options.knownBefore pretend it is this instant; by default the database's now
 * @throws HandraiseError as `auditedExtract`.
 */
export async function auditProgram(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly knownBefore?: Instant } = {},
): Promise<AuditResult> {
  const { name, program } = programOf(workbench.config, programName);
  const asOf = await asOfOrNow(workbench, options.knownBefore);
  const { read, split, audit, machines } = await auditedExtract(workbench, name, program, asOf, null);
  return {
    program: name,
    asOf,
    trainingRows: split.train.length,
    trainingPositives: split.train.reduce((sum, row) => sum + read.snapshots.label[row]!, 0),
    rowsNow: read.snapshots.presentRows.length,
    findings: gravestFirst(audit),
    remarks: machines ? [machines] : [],
  };
}
