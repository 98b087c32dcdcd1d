import type pg from 'pg';
import type { Program } from '../../config/schema.ts';
import type { Conditions } from '../../config/stages.ts';
import type { Sources } from '../../crm/source.ts';
import { HandraiseError } from '../../errors.ts';
import { type FollowUpCounts, followUpByTier, followUps } from '../../qualification/serviceLevels/followUp.ts';
import { HandOffs } from '../../qualification/serviceLevels/handOffs.ts';
import { noReleases, releasesOf } from '../../qualification/serviceLevels/releases.ts';
import { readTouches, type Touches } from '../../qualification/serviceLevels/touches.ts';
import { writeServiceLevels } from '../../qualification/serviceLevels/writeServiceLevels.ts';
import type { StageFacts } from '../../qualification/stages/facts.ts';
import { moveContacts } from '../../qualification/stages/nightlyMoves.ts';
import { readStageDecisions, type StageDecisions } from '../../qualification/stages/stageDecisions.ts';
import { type StageMachine, stageMachine } from '../../qualification/stages/stageMachine.ts';
import { StageMoves } from '../../qualification/stages/stageMoves.ts';
import { readStageRecord, type StageRecord } from '../../qualification/stages/stageRecord.ts';
import type { TransitionCause } from '../../qualification/stages/stageStates.ts';
import { writeStageMoves } from '../../qualification/stages/writeStageMoves.ts';
import type { Population } from '../../snapshot/population.ts';
import { indexOfIds } from '../../snapshot/reading.ts';
import { Tally } from '../../snapshot/tally.ts';
import type { Instant } from '../../time/instant.ts';
import { openDeals, outcomesReached } from './openDeals.ts';

/** What a scoring says of the stages of a program. */
export interface StageSummary {
  /** Contacts of the CRM by stage, in order, and those set aside. */
  readonly stages: readonly { readonly stage: string; readonly contacts: number }[];
  /** Moves of the run, by what caused them; null where a later run has moved contacts already, so that this one moves nobody. */
  readonly moved: Readonly<Partial<Record<TransitionCause, number>>> | null;
  /** Stages of the CRM's stage changes that the program does not declare, and how many changes name each. */
  readonly unknown: readonly { readonly stage: string; readonly changes: number }[];
  /** Rows read for it and left aside, by what is wrong with them. */
  readonly anomalies: Readonly<Record<string, number>>;
  /** Hand-offs by tier; null where nothing is promised. */
  readonly followUp: readonly FollowUpCounts[] | null;
}

/** Where contacts stand after a run, and how that is written down. */
export interface Staged {
  readonly summary: StageSummary;
  /** The stage of a contact of the population. */
  stageOf(contact: number): string;
  /** Whether it is recycled or disqualified: not worked now. */
  isAside(contact: number): boolean;
  /** Adds to the record and replaces the service levels, in the transaction of the publication. */
  write(client: pg.ClientBase, signal: AbortSignal | undefined): Promise<void>;
}

/** What a run knows beside what the population says of deals and outcomes; see `StageFacts`. */
export type ScoredFacts = Omit<StageFacts, 'deal' | 'outcome' | 'fit'> & {
  /** Null where the program has no profile. */
  readonly fit: Float64Array | null;
};

const tiers = ['A', 'B', 'C', 'D'];

interface Found {
  readonly contactOf: ReadonlyMap<string, number>;
  readonly population: Population;
  readonly record: StageRecord;
  readonly handOffs: HandOffs | null;
  readonly decisions: StageDecisions;
  readonly touches: Touches | null;
}

/** Unknown stages that are named, at most. */
const namedAtMost = 10;

/** Reads where the contacts of a program stand, beside the extract of a scoring, and moves them. */
export class StageNight {
  readonly #machine: StageMachine;
  readonly #program: Program;
  readonly #of: { readonly program: string; readonly runId: string; readonly asOf: Instant };
  #anomalies = new Tally<string>();
  #found: Found | null = null;

  private constructor(
    program: Program,
    machine: StageMachine,
    of: { readonly program: string; readonly runId: string; readonly asOf: Instant },
  ) {
    this.#program = program;
    this.#machine = machine;
    this.#of = of;
  }

  /** Null where a program declares no stages. */
  static of(
    program: Program,
    of: { readonly program: string; readonly runId: string; readonly asOf: Instant },
  ): StageNight | null {
    return program.stages === undefined ? null : new StageNight(program, stageMachine(program.stages), of);
  }

  /**
   * In the extract's transaction; begun again with it.
   *
   * @throws HandraiseError `config` where a stage asks for open deals and none are mapped.
   */
  async read(client: pg.ClientBase, sources: Sources, population: Population): Promise<void> {
    if (!sources.has('opportunity'))
      requireNothingOf('deal', this.#machine, 'and no deals are mapped', 'map source.opportunity');
    const { serviceLevels } = this.#program;
    this.#anomalies = new Tally<string>();
    const contactOf = indexOfIds(population.contacts.ids);
    const { asOf, program } = this.#of;
    const reading = { client, sources, knownBefore: asOf, anomalies: this.#anomalies, ofToday: true };
    const promised = this.#machine.names.flatMap((name, state) => (serviceLevels?.stages[name] ? [state] : []));
    const handOffs = serviceLevels ? new HandOffs(contactOf.size, new Set(promised)) : null;
    const record = await readStageRecord(client, program, this.#machine, contactOf, (move, tier) =>
      handOffs?.moved(move, tier),
    );
    const decisions = await readStageDecisions(reading, contactOf);
    const touches = serviceLevels ? await readTouches(reading, contactOf) : null;
    this.#found = { contactOf, population, record, handOffs, decisions, touches };
  }

  /**
   * Moves the contacts by what was read, and by what the scoring found.
   *
   * @throws HandraiseError `config` where a stage asks for a fit and the program has no profile.
   */
  move({ fit, ...scored }: ScoredFacts): Staged {
    if (fit === null)
      requireNothingOf('fit', this.#machine, 'and the program has no profile', 'learn one with: handraise icp');
    const { contactOf, population, record, handOffs, decisions, touches } = this.#found!;
    const { asOf, program, runId } = this.#of;
    const machine = this.#machine;
    const { states } = record;
    const movesBefore = states.moves.slice();
    const moves = new StageMoves();
    const unknown = new Map<string, number>();
    const tierOf = (contact: number) => tiers[scored.tier[contact]!] ?? null;
    const isLate = record.lastRun > asOf;
    if (!isLate)
      moveContacts(
        machine,
        states,
        {
          at: asOf,
          facts: {
            ...scored,
            fit: fit ?? new Float64Array(contactOf.size).fill(Number.NaN),
            deal: openDeals(population, asOf),
            outcome: outcomesReached(population, asOf),
          },
          decisionsOf: decisions.of,
          onUnknown: ({ stage }) => unknown.set(stage, (unknown.get(stage) ?? 0) + 1),
        },
        (move, from) => {
          moves.add(move, from, states.moves[move.contact]!);
          handOffs?.moved(move, tierOf(move.contact));
        },
      );
    if (handOffs && touches)
      for (let i = 0; i < touches.contact.length; i++) handOffs.touched(touches.contact[i]!, touches.at[i]!);
    const { serviceLevels } = this.#program;
    const nameOf = (state: number) => machine.names[state]!;
    const idOf = (contact: number) => population.contacts.ids[contact]!;
    const releases = handOffs ? releasesOf(population) : noReleases;
    const followed = () => followUps(handOffs!, { levels: serviceLevels!, nameOf, releases }, asOf);
    return {
      summary: {
        stages: countsOf(machine, states.state),
        moved: isLate ? null : Object.fromEntries(moves.counts),
        unknown: [...unknown]
          .map(([stage, changes]) => ({ stage, changes }))
          .sort((a, b) => b.changes - a.changes || (a.stage < b.stage ? -1 : 1))
          .slice(0, namedAtMost),
        anomalies: this.#anomalies.counts() as Record<string, number>,
        followUp: handOffs && serviceLevels ? followUpByTier(followed()) : null,
      },
      stageOf: (contact) => machine.names[states.state[contact]!] ?? machine.names[0]!,
      isAside: (contact) => states.state[contact]! >= machine.stages.length,
      async write(client, signal) {
        const of = { program, runId, machine, idOf, tierOf, contactOf };
        await writeStageMoves(client, moves, { ...of, movesBefore: (contact) => movesBefore[contact]! }, signal);
        if (handOffs && !isLate) await writeServiceLevels(client, followed(), { program, runId, idOf, nameOf }, signal);
      },
    };
  }
}

function countsOf({ names }: StageMachine, state: Int8Array): StageSummary['stages'] {
  const counts = new Int32Array(names.length);
  for (const one of state) counts[Math.max(0, one)]!++;
  return names.map((stage, at) => ({ stage, contacts: counts[at]! }));
}

/** Refuses stages that ask for what there is not: nobody would ever enter them, and nothing would say why. */
function requireNothingOf(asked: 'deal' | 'fit', { stages }: StageMachine, why: string, otherwise: string): void {
  const asks = (conditions: 'person' | Conditions | null) =>
    conditions !== null && conditions !== 'person' && conditions[asked] !== undefined;
  const asking = stages.find(({ enter, stay }) => asks(enter) || asks(stay));
  if (asking)
    throw new HandraiseError('config', `stage ${asking.name} asks for ${asked}, ${why}`, {
      hint: `${otherwise}, or leave ${asked} out of the stage`,
    });
}
