import { programOf } from '../../config/load.ts';
import type { Program } from '../../config/schema.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { accountExplainer, explainer } from '../../explain/explainer.ts';
import { type AcceptedGate, unneededOf } from '../../monitor/acceptedGates.ts';
import { readReferences, writeProfile } from '../../monitor/profileStore.ts';
import type { ScoringFinding, ScoringGate } from '../../monitor/scoringFinding.ts';
import { refuseBlocked, scoringFindings } from '../../monitor/scoringGates.ts';
import type { Notice } from '../../notice/notice.ts';
import { publishedTiers } from '../../publish/publishedTiers.ts';
import { publishRanking } from '../../publish/publishRanking.ts';
import type { GoneReason } from '../../ranking/change.ts';
import { rank } from '../../ranking/rank.ts';
import { type RankedAccount, type RankedContact, topRows } from '../../ranking/ranking.ts';
import { type TierRule, tierRule } from '../../ranking/tier.ts';
import { inputRemarks } from '../../registry/checkInputs.ts';
import { asTrained, checkDefinitions, loadChampion, selectionOf } from '../../registry/loadedModel.ts';
import type { Ledger } from '../../snapshot/ledger.ts';
import { indexOfIds } from '../../snapshot/reading.ts';
import { type ScoringExclusions, scoringExclusions, scoringSnapshots } from '../../snapshot/scoringSnapshots.ts';
import type { Instant } from '../../time/instant.ts';
import { microsecondsOf } from '../../time/instant.ts';
import { asRun } from '../../workbench/programRun.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { type Extract, extract } from '../extract/extract.ts';
import { recountedInstants } from '../extract/recounts.ts';
import { BesideReader } from './besideReader.ts';
import { marginChanges } from './marginChanges.ts';
import { publishedOrder } from './publishedOrder.ts';
import { QualificationReader, type QualificationResult, refuseNobody } from './qualification.ts';
import { scoredFacts } from './scoredFacts.ts';
import { observedScoring } from './scoringCheck.ts';

/** What a scoring published. */
export interface ScoreResult {
  readonly program: string;
  readonly runId: string;
  readonly modelId: string;
  readonly family: string;
  readonly asOf: Instant;
  /** Who has converted, is in talks or is suppressed by then is left out. */
  readonly eligibleAsOf: Instant;
  readonly contacts: number;
  readonly accounts: number;
  readonly expectedConversions: number;
  readonly contentHash: string;
  readonly ledger: Ledger;
  /** What a reader must know of how the model's inputs are read. */
  readonly remarks: readonly Notice[];
  /** Who of the list is worked and who is held off it; null where nothing is configured and nobody has decided anything. */
  readonly qualification: QualificationResult | null;
  /** What the gates found; those that block here were accepted. */
  readonly gates: readonly ScoringFinding[];
  /** Gates that were accepted and do not block. */
  readonly acceptedUnneeded: readonly ScoringGate[];
  readonly topAccounts: readonly RankedAccount[];
  readonly topContacts: readonly RankedContact[];
}

async function tiersOf(
  handle: DatabaseHandle,
  program: string,
  tiers: NonNullable<Program['tiers']>,
  probabilities: Float64Array,
): Promise<TierRule> {
  return tierRule(tiers, probabilities.toSorted().reverse(), await publishedTiers(handle, program));
}

/** Why contacts that a ranking before had are not on that of what was read; what decides is looked at once the first is asked for. */
function goneReasons({ population }: Extract, program: Program, asOf: Instant): (contactId: string) => GoneReason {
  let known: { readonly of: ReadonlyMap<string, number>; readonly against: ScoringExclusions } | undefined;
  return (contactId) => {
    known ??= { of: indexOfIds(population.contacts.ids), against: scoringExclusions(population, program, asOf) };
    const contact = known.of.get(contactId);
    // Somebody who is not on a list and whom nothing keeps off it was ranked under an id that reads otherwise now.
    return (contact === undefined ? null : known.against.reasonAgainst(contact)) ?? 'not in the data';
  };
}

/**
 * Scores every eligible contact with the champion and publishes the ranking.
 *
 * @param options.asOf what the model may know ends at this instant, by default the database's now; who may be approached goes by now in any case
 * @param options.accept gates that may block without keeping the ranking from being published, and why
 * @throws HandraiseError `busy`, `artefact`, `gate` when nobody is eligible or a gate blocks, `data`, `database`; the ranking before stays.
 */
export async function runScoring(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly asOf?: Instant; readonly accept?: readonly AcceptedGate[] } = {},
): Promise<ScoreResult> {
  const { handle, progress } = workbench;
  const { accept: accepted = [] } = options;
  const { name, program: configured } = programOf(workbench.config, programName);
  await requireRightsFor(
    handle,
    'scoring',
    ...(accepted.length > 0 ? (['accepting gates'] as const) : []),
    ...(configured.qualification === undefined ? [] : (['qualifying'] as const)),
    ...(configured.segments === undefined ? [] : (['segmenting'] as const)),
    ...(configured.stages === undefined ? [] : (['moving contacts from stage to stage'] as const)),
    ...(configured.serviceLevels === undefined ? [] : (['watching service levels'] as const)),
  );
  return asRun(workbench, name, 'score', async (runId, workbench) => {
    const asOf = await asOfOrNow(workbench, options.asOf);
    const today = options.asOf === undefined ? asOf : await asOfOrNow(workbench, undefined);
    const champion = await loadChampion(workbench, name, configured);
    const program = asTrained(configured, champion.artefact);
    const { modelId } = champion;
    const references = await readReferences(handle, name, { modelId }, asOf);
    const reader = new QualificationReader(program, { program: name, runId, asOf, today });
    const lately = new BesideReader(program, asOf);
    const read = await extract(workbench, program, {
      knownBefore: asOf,
      today,
      snapshotsOf: (population) => scoringSnapshots(population, program, asOf),
      trained: selectionOf(champion.artefact),
      volumesBefore: () => [asOf, ...recountedInstants(references, asOf)],
      alsoRead: async (client, sources, population) => {
        await reader.read(client, sources, population);
        await lately.read(client, sources, population);
      },
    });
    checkDefinitions(champion.artefact, read, program);
    progress.stage(`scoring ${read.snapshots.rows} contacts`);
    const margins = champion.model.margins(read.features.table);
    const probabilities = champion.calibrator.probabilities(margins);
    const order = await publishedOrder(handle, name, { modelId, asOf, probabilities, read });
    const observed = observedScoring({ read, program, asOf, references, champion, probabilities, order });
    const gates = scoringFindings(observed);
    const profile = { modelId, now: observed.profile, past: [], bins: null };
    await writeProfile(handle, { program: name, runId, kind: 'score' }, profile, { findings: gates, accepted });
    refuseBlocked('score', name, gates, accepted);
    const tiers = program.tiers && (await tiersOf(handle, name, program.tiers, probabilities));
    const { cohorts = null } = champion.artefact;
    const reference = Float64Array.from(champion.artefact.reference);
    await lately.load(handle, name);
    const fit = lately.fit(read);
    const scored = () => scoredFacts(read, { probabilities, reference, tiers, fit: fit?.fit });
    const qualified = await reader.qualify(handle, read, scored, fit);
    if (qualified) refuseNobody(name, qualified.list);
    const ranking = rank({
      population: read.population,
      snapshots: read.snapshots,
      margins,
      probabilities,
      tiers,
      explain: explainer(champion.model, read.features, cohorts),
      explainAccounts: accountExplainer(champion.model, read.features, cohorts),
      reference,
      accountReference: Float64Array.from(champion.artefact.accountReference),
      rollUp: champion.rollUp,
      table: read.features.table,
      horizon: microsecondsOf(program.horizonDays),
      standings: qualified?.standings,
      accountsBeside: lately.accounts(read.population),
    });
    workbench.signal.throwIfAborted();
    progress.stage(`publishing ${ranking.contacts.length} contacts and ${ranking.accounts.length} accounts`);
    const { ledger } = read.snapshots;
    const changes = await marginChanges(workbench, name, program, { champion, read, asOf, probabilities });
    const beside = {
      goneReason: goneReasons(read, program, asOf),
      marginChanges: changes,
      list: qualified?.list,
      alongside: qualified?.alongside,
    };
    const publication = { program: name, runId, modelId, asOf, ledger, ranking, ...beside };
    const written = await publishRanking(handle, publication, workbench.signal);
    return {
      program: name,
      runId,
      modelId,
      family: champion.artefact.family,
      asOf,
      eligibleAsOf: today,
      contacts: ranking.contacts.length,
      accounts: ranking.accounts.length,
      expectedConversions: ranking.expectedConversions,
      contentHash: written.contentHash,
      ledger,
      remarks: [...inputRemarks(champion.artefact, modelId, read.inputs), ...(qualified?.remarks ?? [])],
      qualification: qualified && { list: qualified.list, stages: qualified.stages, anomalies: qualified.anomalies },
      gates,
      acceptedUnneeded: unneededOf(accepted, gates),
      topAccounts: topRows(ranking.accounts, 10),
      topContacts: topRows(ranking.contacts, 10),
    };
  });
}
