import type pg from 'pg';
import type { Program } from '../../config/schema.ts';
import type { Sources } from '../../crm/source.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import type { Publication } from '../../publish/publishRanking.ts';
import { compileRules } from '../../qualification/evidence/compileRules.ts';
import { criterionStates } from '../../qualification/evidence/criterionStates.ts';
import { type Evidence, evidenceOf } from '../../qualification/evidence/evidence.ts';
import type { Facts } from '../../qualification/evidence/facts.ts';
import { nextQuestions } from '../../qualification/evidence/nextQuestions.ts';
import { readFacts } from '../../qualification/evidence/readFacts.ts';
import { type EvidenceOwner, writeEvidence } from '../../qualification/evidence/writeEvidence.ts';
import { overridesInForce } from '../../qualification/overrides/overrides.ts';
import { type ListSummary, standingsOf } from '../../qualification/standings.ts';
import type { Standings } from '../../ranking/standing.ts';
import type { Population } from '../../snapshot/population.ts';
import { indexOfIds } from '../../snapshot/reading.ts';
import { Tally } from '../../snapshot/tally.ts';
import type { Instant } from '../../time/instant.ts';
import type { Extract } from '../extract/extract.ts';

/** What a scoring says of what stands beside the probabilities. */
export interface QualificationResult {
  readonly list: ListSummary;
  /** Rows read for it and left aside, by what is wrong with them. */
  readonly anomalies: Readonly<Record<string, number>>;
}

/** The same, and how it is published. */
export interface Qualified extends QualificationResult {
  readonly standings: Standings;
  readonly alongside: Publication['alongside'];
}

/** Reads what a program's qualification asks for, beside the extract of a scoring. */
export class QualificationReader {
  readonly #program: Program;
  readonly #knownBefore: Instant;
  #found: { readonly evidence: Evidence; readonly facts: Facts } | null = null;
  #anomalies = new Tally<string>();

  constructor(program: Program, knownBefore: Instant) {
    this.#program = program;
    this.#knownBefore = knownBefore;
  }

  /** In the extract's transaction; begun again with it. */
  async read(client: pg.ClientBase, sources: Sources, population: Population): Promise<void> {
    const { qualification } = this.#program;
    if (qualification === undefined) return;
    this.#anomalies = new Tally<string>();
    const rules = compileRules(qualification);
    const contactOf = indexOfIds(population.contacts.ids);
    const reading = { client, sources, knownBefore: this.#knownBefore, anomalies: this.#anomalies, ofToday: false };
    const facts = await readFacts(reading, rules, contactOf);
    this.#found = { evidence: evidenceOf(rules, population, facts, this.#knownBefore), facts };
  }

  /**
   * What stands beside the probabilities; null where nothing is configured and nobody has decided anything.
   *
   * @param of the run, and the day it is made for: what people decided holds until its end has come by then.
   */
  async qualify(
    handle: DatabaseHandle,
    of: { readonly program: string; readonly runId: string; readonly today: Instant },
    read: Pick<Extract, 'population' | 'snapshots'>,
  ): Promise<Qualified | null> {
    const { qualification, survey } = this.#program;
    const { population, snapshots } = read;
    const decided = await overridesInForce(handle, of.program, of.today);
    if (this.#found === null && decided.size === 0) return null;
    const found = this.#found;
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
    });
    return {
      standings,
      list: summary,
      anomalies: this.#anomalies.counts() as Record<string, number>,
      alongside: async (client, signal) => {
        if (found && qualification)
          await writeEvidence(client, { ...of, qualification }, found.evidence, ownersOf(read), signal);
      },
    };
  }
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
