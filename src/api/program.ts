import type { CapacityPlan } from '../pipeline/operate/capacity.ts';
import type { ModelDescription } from '../pipeline/operate/describeModel.ts';
import type { CandidateExplanation } from '../pipeline/operate/explainCandidate.ts';
import type { ProgramPlan } from '../pipeline/operate/plan.ts';
import type { OutcomeDescription } from '../pipeline/outcome/outcomeDescription.ts';
import type { LearnedProgramProfile } from '../pipeline/profile/profileReport.ts';
import type { ModelEvaluation } from '../pipeline/promote/evaluateModel.ts';
import type { Promotion } from '../pipeline/promote/promoteModel.ts';
import type { RecalibrationResult } from '../pipeline/promote/recalibrateModel.ts';
import type { ModelCardPaths } from '../pipeline/reports/modelCards.ts';
import type { ReportPaths } from '../pipeline/reports/reports.ts';
import type { ScoreResult } from '../pipeline/score/score.ts';
import type { AuditResult } from '../pipeline/train/audit.ts';
import type { TrainResult } from '../pipeline/train/trainRun.ts';
import type { KeptRankings } from '../publish/keptRankings.ts';
import type { RecordedRun } from '../publish/listRuns.ts';
import type { Pruning } from '../publish/pruneRankings.ts';
import type { RecordedOverride } from '../qualification/overrides/overrides.ts';
import type { RecordedDecision } from '../qualification/stages/recordDecision.ts';
import type { ProgramOutcomes } from '../ranking/outcomes.ts';
import type { RankedAccount, RankedContact } from '../ranking/ranking.ts';
import type { ChampionChange, Decision } from '../registry/decisions.ts';
import type { RegisteredModel } from '../registry/models.ts';
import type { BacktestData } from '../report/backtestData.ts';
import type {
  AsOfOptions,
  BacktestOptions,
  EvaluateOptions,
  ListOptions,
  OverrideOptions,
  RecalibrateOptions,
  ScoreOptions,
  StageOptions,
  TrainOptions,
} from './options.ts';

/** What a training gave, and the pages that tell of it. */
export interface TrainedModel extends TrainResult {
  /** The calibration report, an HTML file. */
  readonly report: string;
  /** The card of the model. */
  readonly card: ModelCardPaths;
}

/** What a recalibration found, and the page that tells of it. */
export interface RecalibratedModel extends RecalibrationResult {
  /** The calibration report of the corrected model, an HTML file; null where none was made. */
  readonly report: string | null;
}

/** A back-test, and the page that tells of it. */
export interface Backtest extends BacktestData {
  /** The HTML file that was asked for. */
  readonly report?: string;
}

/**
 * One program of the configuration, with everything that can be done with it. A method is the command of the same name: it does the
 * same work and gives what `--json` prints, but for instants: microseconds since 1970 in UTC here, ISO texts there.
 *
 * Every method may throw a `HandraiseError` of code `database` or `permission`; what else it throws is said beside it.
 */
export interface OpenProgram {
  /** Its name in the configuration. */
  readonly name: string;

  /**
   * What training and scoring would read and compute; reads everything but the events and writes nothing.
   *
   * @param options.asOf the instant to take for now
   * @throws HandraiseError `resource` where the memory does not suffice; `data` where a source cannot be read.
   * @example
   * const { train } = await program.plan();
   * train.stage // 'train'
   */
  plan(options?: AsOfOptions): Promise<ProgramPlan>;

  /**
   * What the outcome of the program is, in the data: how many there are by month, which of them make a training row positive, how long it takes to them, what
   * they share with the outcomes of other programs. `notices` say whether the horizon fits. Writes nothing.
   *
   * @param options.asOf the instant to take for now
   * @throws HandraiseError `data` where a source cannot be read, or there are no contacts.
   * @example
   * const { examples, notices } = await program.outcome();
   * examples.in.length // 10
   * notices.some(({ kind }) => kind === 'outcomes-missing') // false
   */
  outcome(options?: AsOfOptions): Promise<OutcomeDescription>;

  /**
   * Asks of every feature whether its value was really known at the training dates; fits no model and writes nothing.
   *
   * @param options.asOf the instant to take for now
   * @throws HandraiseError `data` where there is too little to learn from.
   * @example
   * const { findings } = await program.audit();
   * findings.filter(({ verdict }) => verdict === 'excluded').map(({ feature }) => feature).length > 0 // true
   */
  audit(options?: AsOfOptions): Promise<AuditResult>;

  /**
   * Learns the ideal customer profile: what those who were won are like, against all who could be won; keeps it for the scorings to come, and writes its page.
   *
   * @param options.asOf the instant to take for now
   * @throws HandraiseError `data` where too few were won.
   * @example
   * const { profile } = await program.icp();
   * profile.attributes.some(({ values }) => values.some(({ survives }) => survives)) // true
   */
  icp(options?: AsOfOptions): Promise<LearnedProgramProfile>;

  /**
   * Trains every family of models, calibrates and judges them on later dates, registers the best and writes its calibration report and
   * card. A model that its gates block is registered, not promoted: `promotion.action` is then `refuse`.
   *
   * @param options.promote make the model champion if its gates let it
   * @param options.asOf the instant to take for now
   * @param options.accept gates of the data that may block without keeping the model from being trained
   * @throws HandraiseError `busy` while another run of the program is active; `data` where there is too little to learn from; `gate`
   *   where the sources have lost what earlier runs read.
   * @example
   * const { modelId, promotion } = await program.train({ promote: true });
   * promotion?.action // 'promote'
   */
  train(options?: TrainOptions): Promise<TrainedModel>;

  /**
   * Scores every eligible contact with the champion and publishes the ranking, whole or not at all.
   *
   * @param options.asOf what the model may know ends here; who may be approached goes by now in any case
   * @param options.accept gates that may block without keeping the ranking from being published
   * @throws HandraiseError `gate` when nobody is eligible or a gate blocks: the ranking before then stays; `artefact` without a
   *   champion that can be read; `busy` while another run of the program is active.
   * @example
   * const { contacts, expectedConversions } = await program.score();
   * expectedConversions < contacts // true
   */
  score(options?: ScoreOptions): Promise<ScoreResult>;

  /**
   * The published contacts, in rank order.
   *
   * @param options.limit the best so many; by default all
   * @returns none where nothing is published yet.
   * @example
   * const [best] = await program.candidates({ limit: 10 });
   * best?.rank // 1
   */
  candidates(options?: ListOptions): Promise<readonly RankedContact[]>;

  /**
   * The published accounts, in rank order; an account's probability is that at least one of its contacts converts.
   *
   * @param options.limit the best so many; by default all
   * @returns none where nothing is published yet, or contacts have no accounts.
   * @example
   * const accounts = await program.accounts({ limit: 3 });
   * accounts.map(({ rank }) => rank) // [1, 2, 3]
   */
  accounts(options?: ListOptions): Promise<readonly RankedAccount[]>;

  /**
   * Why a contact stands where it does: reasons whose contributions add up to the margin, and how far the data pin its probability down.
   *
   * @param contactId the id of a published contact
   * @throws HandraiseError `data` when the contact is not on the list.
   * @example
   * const [best] = await program.candidates({ limit: 1 });
   * const { contact } = await program.explain(best!.contactId);
   * const sum = contact.reasons.reduce((margin, { contribution }) => margin + contribution, contact.baseMargin);
   * Math.abs(sum - contact.margin) < 1e-9 // true
   */
  explain(contactId: string): Promise<CandidateExplanation>;

  /**
   * Records what a person says of a contact's place on the list; it counts from the next scoring on, and changes neither rank nor
   * probability. Nothing recorded is ever changed: of a contact the last word counts.
   *
   * @param contactId the id of a contact of the CRM
   * @param direction `up` is before all others, `down` after all others, `never` off the list; `none` takes back what was said before
   * @param options.reason why; shown beside the contact
   * @param options.until when it ends; by default never
   * @throws HandraiseError `usage` for another direction, no reason, or an end that has passed; `data` for a contact that the CRM has not.
   * @example
   * const [best] = await program.candidates({ limit: 1 });
   * const { direction } = await program.override(best!.contactId, 'down', { reason: 'on holiday', until: '2100-01-01' });
   * direction // 'down'
   */
  override(contactId: string, direction: string, options: OverrideOptions): Promise<RecordedOverride>;

  /**
   * Records what a person decides about a contact's stage; it holds at once, and wins over every rule. It changes no probability.
   *
   * @param contactId the id of a contact of the CRM
   * @param stage a stage that the program declares, or `recycled`, or `disqualified`
   * @param options.reason why
   * @param options.by who decides; by default the database role
   * @throws HandraiseError `usage` where the program declares no stages, or not this one; `data` for a contact that the CRM has not.
   * @example
   * const [first] = await program.candidates({ limit: 1 });
   * const { from, to } = await program.stage(first!.contactId, 'accepted', { reason: 'wants a meeting', by: 'Ann' });
   * [from, to] // ['names', 'accepted']
   */
  stage(contactId: string, stage: string, options: StageOptions): Promise<RecordedDecision>;

  /**
   * What became of the rankings that were published, against what was predicted then: by run, and in each by tier, by the head of the list, by what
   * stood beside each contact, and by whether somebody approached it. Writes nothing.
   *
   * A ranking is judged once its whole horizon is known; one that can still convert, and one that was removed, is named and not judged.
   *
   * @param options.asOf know only the outcomes before this instant; by default now
   * @throws HandraiseError `data` when a source cannot be read; `permission`, `database`.
   * @example
   * const { runs } = await program.outcomes();
   * runs.filter(({ state }) => state === 'matured').map(({ parts }) => parts[0]!.converted)
   */
  outcomes(options?: AsOfOptions): Promise<ProgramOutcomes>;

  /**
   * What a week's capacity buys of the published list.
   *
   * @param perWeek contacts that can be worked in a week, 1 to 10,000
   * @throws HandraiseError `data` when nothing is published yet.
   * @example
   * const { asked } = await program.capacity(40);
   * asked.taken // 40
   */
  capacity(perWeek: number): Promise<CapacityPlan>;

  /**
   * Trains at each of the last dates whose outcomes are known, by what was known then, and says what became of those whom the model
   * would have had called. A back-test that was broken off goes on where it was.
   *
   * @param options.origins how many of the last dates, 1 to 500; by default 8
   * @param options.k how many contacts are called at each, 1 to 20,000; by default 200
   * @param options.asOf the instant to take for now
   * @param options.report HTML file to write as well
   * @throws HandraiseError `data` when the history is too short; `config` for a program without common dates; `busy` while the same
   *   back-test is running.
   * @example
   * const { origins, pooled } = await program.backtest({ origins: 2, k: 50 });
   * origins.length // 2
   * pooled.best.lift.value > 1 // true
   */
  backtest(options?: BacktestOptions): Promise<Backtest>;

  /**
   * Judges a model on its test dates and every later one, leaving out the units it was trained or calibrated on.
   *
   * @param options.model which model; by default the champion
   * @param options.asOf the instant to take for now
   * @throws HandraiseError `data` when no date is left to judge on; `artefact` when the model cannot be read.
   * @example
   * const { evaluation } = await program.evaluate();
   * evaluation.metrics.rocAuc.value > 0.5 // true
   */
  evaluate(options?: EvaluateOptions): Promise<ModelEvaluation>;

  /**
   * Asks the champion about the dates that have matured since it was judged, and registers a model with corrected probabilities where
   * a line through the log-odds corrects them. `found.advice` says `keep`, `recalibrate` or `retrain`.
   *
   * @param options.promote make the corrected model champion if its gates let it
   * @param options.asOf the instant to take for now
   * @throws HandraiseError `data` while too few outcomes of later dates are known.
   * @example
   * const question = await program.recalibrate().catch((error: HandraiseError) => error);
   * question instanceof HandraiseError ? question.code : question.found.advice // 'data'
   */
  recalibrate(options?: RecalibrateOptions): Promise<RecalibratedModel>;

  /**
   * Writes the reports of what is published: calibration report, model card, ranked accounts as a page and for a spreadsheet.
   *
   * @returns where the files are
   * @throws HandraiseError `data` when nothing is published yet; `artefact` when the model cannot be read.
   * @example
   * const { rankedAccounts } = await program.report();
   * rankedAccounts.endsWith('ranked-accounts.html') // true
   */
  report(): Promise<ReportPaths>;

  /**
   * Models that were registered, the newest first.
   *
   * @example
   * const models = await program.models();
   * models.filter(({ champion }) => champion).length // 1
   */
  models(): Promise<readonly RegisteredModel[]>;

  /**
   * One model: what it was made from, and what training found out about it.
   *
   * @param modelId such as `m-0123456789ab`
   * @throws HandraiseError `usage` when the model is unknown; `artefact` when its file is missing or damaged.
   * @example
   * const [newest] = await program.models();
   * const { lineage } = await program.model(newest!.modelId);
   * lineage.champion // true
   */
  model(modelId: string): Promise<ModelDescription>;

  /**
   * Writes the card of a model, as Markdown and as a page.
   *
   * @param modelId such as `m-0123456789ab`
   * @throws HandraiseError `usage` when the model is unknown; `artefact` when its file is missing or damaged.
   * @example
   * const [newest] = await program.models();
   * const { markdown } = await program.card(newest!.modelId);
   * markdown.endsWith('.md') // true
   */
  card(modelId: string): Promise<ModelCardPaths>;

  /**
   * Makes a model champion if its gates let it; whether they did is in `action`, and either way it goes on record.
   *
   * @param modelId such as `m-0123456789ab`
   * @param options.override why it is promoted although gates block
   * @throws HandraiseError `usage` when the model is unknown; `artefact` when it cannot be read; `busy` while the champion keeps changing.
   * @example
   * const [newest] = await program.models();
   * const { action } = await program.promote(newest!.modelId);
   * action // 'promote'
   */
  promote(modelId: string, options?: { readonly override?: string }): Promise<Promotion>;

  /**
   * Makes the champion before the present one champion again.
   *
   * @param options.reason what the record says of it
   * @throws HandraiseError `usage` where no champion came before; `artefact` when it cannot be read.
   * @example
   * const back = await program.rollback({ reason: 'the new one was trained by mistake' }).catch((error: HandraiseError) => error);
   * back instanceof HandraiseError ? back.code : back.modelId // 'usage'
   */
  rollback(options?: { readonly reason?: string }): Promise<ChampionChange>;

  /**
   * Who decided what about which model, the newest first.
   *
   * @example
   * const [latest] = await program.decisions();
   * latest?.action // 'promote'
   */
  decisions(): Promise<readonly Decision[]>;

  /**
   * Runs, the newest first.
   *
   * @param options.limit the newest so many; by default all
   * @example
   * const runs = await program.runs();
   * runs.at(-1)?.status // 'done'
   */
  runs(options?: ListOptions): Promise<readonly RecordedRun[]>;

  /**
   * What the rankings of the past take up.
   *
   * @example
   * const { rankings } = await program.keptRankings();
   * rankings // 1
   */
  keptRankings(): Promise<KeptRankings>;

  /**
   * Publishes the ranking of an earlier run again.
   *
   * @param runId a scoring that is kept
   * @throws HandraiseError `usage` for a run that cannot be put back; `data` when its rows are gone. The ranking before then stays.
   * @example
   * const scorings = await program.runs();
   * await program.restore(scorings.find(({ ranking }) => ranking !== null)!.runId);
   */
  restore(runId: string): Promise<void>;

  /**
   * Removes the rankings of older runs: all but the published one and the newest others. The runs stay on record.
   *
   * @param keep how many beside the published one can be put back afterwards
   * @throws HandraiseError `busy` while another run of the program is active.
   * @example
   * const { removed } = await program.prune(14);
   * removed // []
   */
  prune(keep: number): Promise<Pruning>;
}
