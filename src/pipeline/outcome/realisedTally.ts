import { realised } from '../../evaluation/realised.ts';
import type { RankedThen } from '../../publish/scoredRuns.ts';
import type { RealisedPart } from '../../ranking/outcomes.ts';
import { growingFloats } from '../../snapshot/growingArray.ts';

/** Heads of the list that are told. */
const heads = [20, 50, 200];

interface Group {
  readonly part: RealisedPart['part'];
  readonly probabilities: ReturnType<typeof growingFloats>;
  converted: number;
}

/** Sorts the contacts of a ranking, by rank, into its parts. */
export class RealisedTally {
  readonly #groups = new Map<string, Group>();
  #worked = 0;

  /** @param contacted null where nothing says so */
  add(row: RankedThen, converted: boolean, contacted: boolean | null): void {
    const { tier, stage, grid, segment, worked } = row;
    const parts: RealisedPart['part'][] = [{ by: 'all' }, { by: 'tier', value: tier }];
    if (worked) {
      const place = this.#worked++;
      for (const count of heads) if (place < count) parts.push({ by: 'first', count });
    }
    if (contacted !== null) parts.push({ by: 'contacted', value: contacted });
    for (const [by, value] of [
      ['stage', stage],
      ['grid', grid],
      ['segment', segment],
    ] as const)
      if (value !== null) parts.push({ by, value });
    for (const part of parts) {
      const group = this.#groupOf(part);
      group.probabilities.push(row.probability);
      if (converted) group.converted++;
    }
  }

  /** All, then the heads that the list is long enough for, tiers, whether contacted, and what stood beside; each by name. */
  parts(): readonly RealisedPart[] {
    const order = ['all', 'first', 'tier', 'contacted', 'stage', 'grid', 'segment'];
    return [...this.#groups.values()]
      .filter(({ part, probabilities }) => part.by !== 'first' || probabilities.length === part.count)
      .map(({ part, probabilities, converted }) => ({ part, ...realised(probabilities.finish(), converted) }))
      .sort((a, b) => order.indexOf(a.part.by) - order.indexOf(b.part.by) || (rankOf(a) < rankOf(b) ? -1 : 1));
  }

  #groupOf(part: RealisedPart['part']): Group {
    const key = JSON.stringify(part);
    const known = this.#groups.get(key);
    if (known) return known;
    const group = { part, probabilities: growingFloats(), converted: 0 };
    this.#groups.set(key, group);
    return group;
  }
}

function rankOf({ part }: RealisedPart): string {
  if (part.by === 'first') return String(part.count).padStart(9, '0');
  return part.by === 'all' ? '' : part.by === 'contacted' ? String(!part.value) : part.value;
}
