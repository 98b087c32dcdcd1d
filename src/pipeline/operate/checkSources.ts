import { type CheckReport, checkCrm } from '../../crm/checkCrm.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { type CheckedFeature, checkFeatures } from './checkFeatures.ts';

/** What a check of the company's tables and of its own features found. */
export interface CheckedSources extends CheckReport {
  /** None where an entity cannot be read: what features make of it says nothing. */
  readonly features: readonly CheckedFeature[];
  /** Whether something must be corrected before a training. */
  readonly failed: boolean;
}

/**
 * Checks every entity of the configuration, and the features that its programs define themselves; writes nothing.
 *
 * @throws HandraiseError `config` naming a feature whose function fails; database errors.
 */
export async function checkSources(workbench: Workbench): Promise<CheckedSources> {
  const { handle, config, progress } = workbench;
  progress.stage('checking every entity');
  const report = await checkCrm(handle, config, await asOfOrNow(workbench, undefined));
  const broken = report.problems.some((problem) => problem.severity === 'error');
  const features = broken ? [] : await checkFeatures(workbench);
  return { ...report, features, failed: broken || features.some(({ leak }) => leak !== null) };
}
