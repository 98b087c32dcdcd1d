import type pg from 'pg';
import type { Program } from '../../config/schema.ts';
import type { Segments } from '../../config/segments.ts';
import type { Sources } from '../../crm/source.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { HandraiseError } from '../../errors.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import type { Publication } from '../../publish/publishRanking.ts';
import { compileRules } from '../../qualification/evidence/compileRules.ts';
import { criterionStates } from '../../qualification/evidence/criterionStates.ts';
import { type Evidence, evidenceOf } from '../../qualification/evidence/evidence.ts';
import type { Facts } from '../../qualification/evidence/facts.ts';
import { nextQuestions } from '../../qualification/evidence/nextQuestions.ts';
import { readFacts } from '../../qualification/evidence/readFacts.ts';
import { type EvidenceOwner, writeEvidence } from '../../qualification/evidence/writeEvidence.ts';
import { overridesInForce } from '../../qualification/overrides/overrides.ts';
import { exclusionsOf } from '../../qualification/profile/exclusions.ts';
import type { FitColumns } from '../../qualification/profile/fitColumns.ts';
import { writeSegments } from '../../qualification/segments/writeSegments.ts';
import { type ListSummary, type SegmentsOfRows, standingsOf } from '../../qualification/standings.ts';
import type { Standings } from '../../ranking/standing.ts';
import type { Population } from '../../snapshot/population.ts';
import { indexOfIds } from '../../snapshot/reading.ts';
import { Tally } from '../../snapshot/tally.ts';
import type { Instant } from '../../time/instant.ts';
import type { Extract } from '../extract/extract.ts';
import { type ScoredFacts, StageNight, type StageSummary } from './stages.ts';

/** What a scoring says of what stands beside the probabilities. */
export interface QualificationResult {
  readonly list: ListSummary;
  /** Null where the program declares no stages. */
  readonly stages: StageSummary | null;
  /** Rows read for it and left aside, by what is wrong with them. */
  readonly anomalies: Readonly<Record<string, number>>;
}

/** The same, and how it is published. */
export interface Qualified extends QualificationResult {
  readonly standings: Standings;
  readonly remarks: readonly Notice[];
  readonly alongside: Publication['alongside'];
}

/** A scoring whose program is qualified. */
interface Scoring {
  readonly program: string;
  readonly runId: string;
  readonly asOf: Instant;
  /** The day it is made for: what people decided holds until its end has come by then. */
  readonly today: Instant;
}

interface Found {
  readonly evidence: Evidence;
  readonly facts: Facts;
}

/** Reads what a program's qualification asks for, beside the extract of a scoring. */
export class QualificationReader {
  readonly #program: Program;
  readonly #of: Scoring;
  readonly #stages: StageNight | null;
  #found: Found | null = null;
  #anomalies = new Tally<string>();

  constructor(program: Program, of: Scoring) {
    this.#program = program;
    this.#of = of;
    this.#stages = StageNight.of(program, of);
  }

  /** In the extract's transaction; begun again with it. */
  async read(client: pg.ClientBase, sources: Sources, population: Population): Promise<void> {
    await this.#stages?.read(client, sources, population);
    const { qualification } = this.#program;
    if (qualification === undefined) return;
    this.#anomalies = new Tally<string>();
    const rules = compileRules(qualification);
    const contactOf = indexOfIds(population.contacts.ids);
    const reading = { client, sources, knownBefore: this.#of.asOf, anomalies: this.#anomalies, ofToday: false };
    const facts = await readFacts(reading, rules, contactOf);
    this.#found = { evidence: evidenceOf(rules, population, facts, this.#of.asOf), facts };
  }

  /**
   * What stands beside the probabilities; null where nothing is configured and nobody has decided anything.
   *
   * @param scored what the scoring found, by contact; asked for only where the program declares stages or segments.
   * @param fit how each row fits the latest profile; null where there is none.
   * @throws HandraiseError `config` where a segment asks for fit and there is no profile.
   */
  async qualify(
    handle: DatabaseHandle,
    read: Pick<Extract, 'population' | 'snapshots'>,
    scored: () => Omit<ScoredFacts, 'isMet'>,
    fit: FitColumns | null,
  ): Promise<Qualified | null> {
    const of = this.#of;
    const { qualification, survey, segments } = this.#program;
    const { population, snapshots } = read;
    const decided = await overridesInForce(handle, of.program, of.today);
    const exclusions = exclusionsOf(population, this.#program);
    const found = this.#found;
    if (segments && fit === null) refuseFit(segments, of.program);
    const asked = this.#stages === null && segments === undefined ? null : scored();
    const staged = (asked && this.#stages?.move({ ...asked, isMet: metBy(found?.evidence) })) ?? null;
    if ([found, staged, fit, exclusions, segments ?? null].every((one) => one === null) && decided.size === 0)
      return null;
    const states = found && criterionStates(found.evidence, snapshots.contact);
    const { standings, summary } = standingsOf({
      contact: snapshots.contact,
      criteria: found && {
        states: states!,
        names: found.evidence.rules.criteria,
        required: found.evidence.rules.required,
      },
      questions:
        found && survey
          ? nextQuestions(survey, found.evidence, found.facts, this.#program.stages ?? null, states!.counts)
          : null,
      overrides: byIndex(decided, population),
      stages: staged,
      ...{ fit, exclusions },
      segments: asked && segments ? segmentsOfRows(segments, asked, snapshots.contact) : null,
    });
    return {
      standings,
      list: summary,
      stages: staged?.summary ?? null,
      anomalies: this.#anomalies.counts() as Record<string, number>,
      remarks: found ? unheard(found) : [],
      alongside: async (client, signal) => {
        if (found && qualification)
          await writeEvidence(client, { ...of, qualification }, found.evidence, ownersOf(read), signal);
        if (segments)
          await writeSegments(
            client,
            of,
            segments,
            Int32Array.from(summary.segments, ({ contacts }) => contacts),
          );
        await staged?.write(client, signal);
      },
    };
  }
}

/** Who is in a segment that asks for fit cannot be known where nobody has one. */
function refuseFit(segments: Segments, program: string): void {
  const asking = segments.find(({ when }) => when?.fit !== undefined || when?.grid !== undefined);
  if (asking)
    throw new HandraiseError(
      'config',
      `segment ${asking.name} asks for fit, and program ${program} has no profile yet`,
      {
        hint: `learn it with handraise icp ${program}, or leave fit and grid out of the segment`,
      },
    );
}

const tiers = ['A', 'B', 'C', 'D'] as const;

function segmentsOfRows(
  list: Segments,
  { probability, tier }: Pick<ScoredFacts, 'probability' | 'tier'>,
  contact: Int32Array,
): SegmentsOfRows {
  return {
    list,
    probability: (row) => probability[contact[row]!]!,
    tier: (row) => tiers[tier[contact[row]!]!]!,
  };
}

/** Whether a criterion of a contact is known and met; null where it is not known. */
function metBy(evidence: Evidence | undefined): ScoredFacts['isMet'] {
  if (evidence === undefined) return () => null;
  const at = new Map(evidence.rules.criteria.map((criterion, i) => [criterion, i]));
  return (contact, criterion) => {
    const found = evidence.findings(contact)[at.get(criterion) ?? -1];
    return found?.state === 'known' ? found.met : null;
  };
}

/** Sources of evidence of which nothing was read: their criteria may wait for a name that nobody uses. */
function unheard({ evidence, facts }: Found): readonly Notice[] {
  const heard = new Set(facts.slot);
  const sources = evidence.rules.slots.flatMap(({ source }, slot) => (heard.has(slot) ? [] : [source]));
  return sources.length === 0 ? [] : [notice('evidence-unheard', { sources: [...new Set(sources)] })];
}

function byIndex<Value>(byId: ReadonlyMap<string, Value>, { contacts }: Population): ReadonlyMap<number, Value> {
  const found = new Map<number, Value>();
  if (byId.size === 0) return found;
  for (const [i, id] of contacts.ids.entries()) {
    const value = byId.get(id);
    if (value !== undefined) found.set(i, value);
  }
  return found;
}

function* ownersOf({ population, snapshots }: Pick<Extract, 'population' | 'snapshots'>): Generator<EvidenceOwner> {
  for (const contact of snapshots.contact) {
    const contactId = population.contacts.ids[contact]!;
    yield { contact, contactId, unitId: population.accounts.ids[population.currentAccount[contact]!] ?? contactId };
  }
}

/** @throws HandraiseError `gate` where nobody is left on the list to work: that is a mistake more often than the truth. */
export function refuseNobody(program: string, { considered, kept, excluded }: ListSummary): void {
  if (kept > 0 || considered === 0) return;
  const reasons = Object.entries(excluded)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} ${reason}`);
  throw new HandraiseError(
    'gate',
    `all ${considered} contacts of program ${program} would be held off the list: ${reasons.join(', ')}`,
    {
      hint: 'the ranking published before stays; load or map what tells of the required criteria, or score without requiring them first',
    },
  );
}
