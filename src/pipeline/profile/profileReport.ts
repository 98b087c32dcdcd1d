import { join } from 'node:path';
import type { Profile } from '../../qualification/profile/profile.ts';
import { renderProfileReport } from '../../report/profileReport.ts';
import { checkReport, writeReport } from '../../report/writeReport.ts';
import { isoOf } from '../../time/instant.ts';
import { databaseNow, type Workbench } from '../../workbench/workbench.ts';
import { learnProgramProfile } from './learnProgramProfile.ts';

/** A profile that was learned and kept, and the page that tells of it. */
export interface LearnedProgramProfile {
  /** `p-` and twelve hex digits: the same profile has the same id. */
  readonly profileId: string;
  readonly profile: Profile;
  /** The HTML file. */
  readonly report: string;
}

/**
 * Learns and keeps the profile of a program, and writes its page.
 *
 * @throws HandraiseError as `learnProgramProfile`; `permission` where the page may not be written, before anything is learned.
 */
export async function profileAndReport(
  workbench: Workbench,
  program: string,
  options: Parameters<typeof learnProgramProfile>[2] = {},
): Promise<LearnedProgramProfile> {
  const path = join(workbench.reports, program, 'profile.html');
  await checkReport(path);
  const kept = await learnProgramProfile(workbench, program, options);
  const generatedAt = isoOf(await databaseNow(workbench.handle));
  await writeReport(path, renderProfileReport({ ...kept, generatedAt }));
  return { ...kept, report: path };
}
