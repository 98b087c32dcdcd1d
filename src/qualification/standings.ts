import type { Segments } from '../config/segments.ts';
import type { HeldBy, Override, StandingParts, Standings } from '../ranking/standing.ts';
import { plainStanding } from '../ranking/standing.ts';
import type { Tier } from '../ranking/tier.ts';
import type { CriterionCount, CriterionStates } from './evidence/criterionStates.ts';
import type { CriterionState } from './evidence/nextQuestion.ts';
import type { NextQuestions } from './evidence/nextQuestions.ts';
import type { Exclusions } from './profile/exclusions.ts';
import type { FitColumns } from './profile/fitColumns.ts';
import { type SegmentFacts, segmentOf } from './segments/segmentOf.ts';

/** What the standings of a list are made of; null is not configured. */
export interface StandingInput {
  /** Index of the contact of each row. */
  readonly contact: Int32Array;
  readonly criteria: {
    readonly states: CriterionStates;
    readonly names: readonly string[];
    readonly required: readonly number[];
  } | null;
  readonly questions: NextQuestions | null;
  /** What people decided, by index of the contact. */
  readonly overrides: ReadonlyMap<number, Override>;
  readonly stages: StagesOfContacts | null;
  /** How each row fits; absent where the program has no profile. */
  readonly fit?: FitColumns | null;
  /** Firm exclusions; absent where the program declares none. */
  readonly exclusions?: Exclusions | null;
  /** Absent where the program declares none. */
  readonly segments?: SegmentsOfRows | null;
}

/** The segments of a program, and what their rules ask of a row beside what stands here. */
export interface SegmentsOfRows {
  readonly list: Segments;
  probability(row: number): number;
  tier(row: number): Tier;
}

/** Where contacts stand, by index of the contact. */
export interface StagesOfContacts {
  stageOf(contact: number): string;
  /** Whether it is recycled or disqualified: not worked now. */
  isAside(contact: number): boolean;
}

/** Who of a list is worked, and who is held off it: for exactly one reason each, the first. */
export interface ListSummary {
  readonly considered: number;
  readonly kept: number;
  readonly excluded: Readonly<Record<string, number>>;
  /** How many each required criterion holds, alone or with others. */
  readonly heldByCriterion: Readonly<Record<string, number>>;
  readonly criteria: readonly CriterionCount[];
  /** How many of the list a person moved up, down, or off it. */
  readonly overridden: { readonly up: number; readonly down: number; readonly never: number };
  /** How many of the list are in each segment, in the order of the program; empty where it declares none. */
  readonly segments: readonly { readonly segment: string; readonly nurture: string; readonly contacts: number }[];
}

const places = ['up', 'rank', 'down', 'off'] as const;

/**
 * What stands beside each probability of a list, and how many of the list are held off it.
 *
 * Nothing here reads a probability's value, and nothing of it reaches one.
 */
export function standingsOf(input: StandingInput): { readonly standings: Standings; readonly summary: ListSummary } {
  const { contact, criteria, questions, overrides, stages, segments = null, fit = null, exclusions = null } = input;
  const rows = contact.length;
  const place = new Uint8Array(rows);
  const excluded: Record<string, number> = {};
  const heldByCriterion = Object.fromEntries((criteria?.required ?? []).map((i) => [criteria!.names[i]!, 0]));
  const overridden = { up: 0, down: 0, never: 0 };
  const segment = new Int8Array(rows).fill(-1);
  const inSegment = new Int32Array(segments?.list.length ?? 0);
  let kept = 0;
  for (let row = 0; row < rows; row++) {
    const override = overrides.get(contact[row]!);
    if (override) overridden[override.direction]++;
    const heldBy = heldByOf(row, override);
    for (const held of heldBy) if (held.kind === 'criterion') heldByCriterion[held.criterion]!++;
    const [first] = heldBy;
    if (first === undefined) kept++;
    else excluded[reasonOf(first)] = (excluded[reasonOf(first)] ?? 0) + 1;
    const direction = override?.direction ?? 'rank';
    place[row] = places.indexOf(first !== undefined || direction === 'never' ? 'off' : direction);
    if (segments === null) continue;
    segment[row] = segmentOf(segments.list, segmentFacts(row, segments, first === undefined));
    if (segment[row]! >= 0) inSegment[segment[row]!]!++;
  }
  return {
    standings: {
      place: (row) => places[place[row]!]!,
      of(row): StandingParts {
        const override = overrides.get(contact[row]!);
        const states = criteria?.states.of(row) ?? [];
        return {
          ...plainStanding,
          heldBy: heldByOf(row, override),
          stage: stages?.stageOf(contact[row]!) ?? null,
          fit: fit ? fit.fit[row]! : null,
          grid: fit ? fit.grid(row) : null,
          override: override ?? null,
          segment: segments?.list[segment[row]!]?.name ?? null,
          nextQuestion: questions?.next(contact[row]!, states, stages?.stageOf(contact[row]!) ?? null) ?? null,
        };
      },
    },
    summary: {
      ...{ considered: rows, kept, excluded, heldByCriterion, overridden },
      criteria: criteria?.states.counts ?? [],
      segments: (segments?.list ?? []).map(({ name, nurture }, i) => ({
        segment: name,
        nurture,
        contacts: inSegment[i]!,
      })),
    },
  };

  function segmentFacts(row: number, of: SegmentsOfRows, isOnList: boolean): SegmentFacts {
    return {
      probability: of.probability(row),
      tier: of.tier(row),
      fit: fit ? fit.fit[row]! : null,
      grid: fit ? fit.grid(row) : null,
      stage: stages?.stageOf(contact[row]!) ?? null,
      isOnList,
      isMet: (criterion) => criteria?.states.of(row)[criteria.names.indexOf(criterion)] === 'met',
    };
  }

  function heldByOf(row: number, override: Override | undefined): readonly HeldBy[] {
    const held: HeldBy[] = override?.direction === 'never' ? [{ kind: 'person' }] : [];
    if (stages?.isAside(contact[row]!)) held.push({ kind: 'stage', stage: stages.stageOf(contact[row]!) });
    if (exclusions !== null) for (const rule of exclusions(contact[row]!)) held.push({ kind: 'exclusion', rule });
    if (criteria === null || criteria.required.length === 0) return held;
    const states = criteria.states.of(row);
    for (const i of criteria.required)
      if (isLacking(states[i]!)) held.push({ kind: 'criterion', criterion: criteria.names[i]!, state: states[i] });
    return held;
  }
}

function isLacking(state: CriterionState): state is Exclude<CriterionState, 'met'> {
  return state !== 'met';
}

/** The reason as the ledger names it. */
export function reasonOf(held: HeldBy): string {
  switch (held.kind) {
    case 'person':
      return 'a person said never';
    case 'criterion':
      return `${held.criterion} ${held.state}`;
    case 'exclusion':
      return `exclusion ${held.rule}`;
    case 'stage':
      return held.stage;
  }
}
