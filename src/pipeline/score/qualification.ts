import type pg from 'pg';
import type { Program } from '../../config/schema.ts';
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
import { type ListSummary, standingsOf } from '../../qualification/standings.ts';
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
   * @param scored what the scoring found, by contact; asked for only where the program declares stages.
   * @param fit how each row fits the latest profile; null where there is none.
   */
  async qualify(
    handle: DatabaseHandle,
    read: Pick<Extract, 'population' | 'snapshots'>,
    scored: () => Omit<ScoredFacts, 'isMet'>,
    fit: FitColumns | null,
  ): Promise<Qualified | null> {
    const of = this.#of;
    const { qualification, survey } = this.#program;
    const { population, snapshots } = read;
    const decided = await overridesInForce(handle, of.program, of.today);
    const exclusions = exclusionsOf(population, this.#program);
    const found = this.#found;
    const staged = this.#stages?.move({ ...scored(), isMet: metBy(found?.evidence) }) ?? null;
    if ([found, staged, fit, exclusions].every((one) => one === null) && decided.size === 0) return null;
    const states = found && criterionStates(found.evidence, snapshots.contact);
    const { standings, summary } = standingsOf({
      contact: snapshots.contact,
      criteria: found && {
        states: states!,
        names: found.evidence.rules.criteria,
        required: found.evidence.rules.required,
      },
      questions: found && survey ? nextQuestions(survey, found.evidence, found.facts, states!.counts) : null,
      overrides: byIndex(decided, population),
      stages: staged,
      ...{ fit, exclusions },
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
        await staged?.write(client, signal);
      },
    };
  }
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
