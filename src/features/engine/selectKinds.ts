import type { FeatureSelection } from '../../config/schema.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import { compareText } from '../../snapshot/ordering.ts';
import type { KindCount } from '../sweep/eventKinds.ts';

/** The kinds that get features of their own, and what became of the wish for them. */
interface SelectedKinds {
  /** The most frequent first, ties by name. */
  readonly names: readonly string[];
  /** What the selection asks for and does not get. */
  readonly remarks: readonly Notice[];
}

/**
 * Chooses among the kinds that occur: all, so many of the most frequent ones, or those listed; and, in any case, those that are stages.
 *
 * @param excluded kinds that no feature may use; they win over a list.
 */
export function selectKinds(
  counts: readonly KindCount[],
  wanted: FeatureSelection['kinds'],
  excluded: readonly string[],
  stages: readonly string[] = [],
): SelectedKinds {
  const usable = counts
    .filter(({ kind, events }) => events > 0 && !excluded.includes(kind))
    .sort((a, b) => b.events - a.events || compareText(a.kind, b.kind))
    .map(({ kind }) => kind);
  const listed = new Set([...(Array.isArray(wanted) ? wanted : []), ...stages]);
  const remarks = remarksOn([...listed], usable, excluded);
  if (wanted === 'all') return { names: usable, remarks };
  const frequent = new Set('top' in wanted ? usable.slice(0, wanted.top) : []);
  return { names: usable.filter((kind) => frequent.has(kind) || listed.has(kind)), remarks };
}

function remarksOn(listed: readonly string[], usable: readonly string[], excluded: readonly string[]): Notice[] {
  const unusable = listed.filter((kind) => !usable.includes(kind));
  const absent = unusable.filter((kind) => !excluded.includes(kind));
  const barred = unusable.filter((kind) => excluded.includes(kind));
  return [
    ...(absent.length > 0 ? [notice('kinds-without-events', { kinds: absent })] : []),
    ...(barred.length > 0 ? [notice('kinds-excluded', { kinds: barred })] : []),
  ];
}
