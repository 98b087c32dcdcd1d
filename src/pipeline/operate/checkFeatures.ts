import { probeSources } from '../../crm/source.ts';
import { inSnapshot } from '../../database/transaction.ts';
import { selectFamilies } from '../../features/engine/selectFamilies.ts';
import { selectKinds } from '../../features/engine/selectKinds.ts';
import { checkFamilies } from '../../features/pointInTime/checkPointInTime.ts';
import { readEventKinds } from '../../features/sweep/readEventKinds.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';

/** What came of trying one of the company's own features. */
export interface CheckedFeature {
  readonly program: string;
  readonly feature: string;
  /** How it was caught knowing the future; null where it was not. */
  readonly leak: Finding<'feature-knows-future'> | null;
}

/** More kinds than this would leave each of them too few events in an invented history. */
const mostKinds = 6;

/**
 * Tries every feature that the programs define themselves on invented histories with the attributes, windows and kinds of events
 * they are for; see `checkPointInTime`.
 *
 * @throws HandraiseError `config` naming a feature whose function fails.
 */
export async function checkFeatures(workbench: Workbench): Promise<readonly CheckedFeature[]> {
  const { source, programs } = workbench.config;
  const own = Object.entries(programs).filter(([, { features }]) => features.definitions.length > 0);
  if (own.length === 0) return [];
  const counts = await kindCounts(workbench);
  const attributes = {
    contact: source.contact?.attributes ?? {},
    account: source.account?.attributes ?? {},
  };
  return own.flatMap(([program, { features, exclude, lookbackDays }]) => {
    const { names } = selectKinds(counts, features.kinds, exclude.eventKinds, features.stages);
    const options = { attributes, lookbackDays, ...(names.length > 0 ? { kinds: names.slice(0, mostKinds) } : {}) };
    return selectFamilies({ ...features, families: [] }, `programs.${program}.features`).map((family) => {
      const leak = checkFamilies([family], options);
      const finding = leak && notice('feature-knows-future', { entity: 'feature', program, ...leak });
      return { program, feature: family.family, leak: finding };
    });
  });
}

async function kindCounts(workbench: Workbench) {
  const { handle, config, signal } = workbench;
  const sources = await probeSources(handle, config.source);
  if (!sources.has('event')) return [];
  const now = await asOfOrNow(workbench, undefined);
  return inSnapshot(handle, async (client) => (await readEventKinds(client, sources, now, signal)).counts);
}
