import { programFingerprint } from '../../config/programFingerprint.ts';
import type { Program } from '../../config/schema.ts';
import { promotionGates } from '../../registry/gates.ts';
import type { MinimumData } from '../../training/dataCounts.ts';
import type { Slicing } from '../../training/evaluateSlices.ts';
import type { TrainingSubject } from '../../training/trainingSubject.ts';
import type { Extract } from '../extract/extract.ts';
import { accountsOf } from '../extract/labelledExtract.ts';
import { gateInputOf } from '../promote/gateInput.ts';
import type { AuditedExtract } from './auditedExtract.ts';
import { shortHistoryOf } from './shortHistory.ts';
import { warningsOf } from './warningsOf.ts';

/** What is to be known of a program and what was read for it, beside the values of its features. */
export function subjectOf(
  of: AuditedExtract & {
    readonly name: string;
    /** As the configuration has it, before the record cut its dates and windows. */
    readonly configured: Program;
    readonly minimumData: MinimumData;
  },
): TrainingSubject {
  const { name, configured, read, split, audit, minimumData, machines, saidBySales } = of;
  const slicings = [...slicingsOf(read.program, read), ...saidBySales];
  const { program, snapshots } = read;
  const short = shortHistoryOf(configured, read, split);
  return {
    facts: {
      program: name,
      title: program.title ?? name,
      outcome: program.outcome.kind ?? 'outcome',
      horizonDays: program.horizonDays,
      lookbackDays: program.lookbackDays,
      unit: program.unit,
      ledgers: [
        { name: 'Snapshots', ledger: snapshots.ledger },
        { name: 'Split', ledger: split.ledger },
      ],
      anomalies: read.anomalies,
      audit,
      ...(short ? { shortHistory: short } : {}),
      dataFingerprint: read.fingerprint,
    },
    artefact: {
      program: name,
      eventKinds: [...read.eventKinds],
      ...(read.eventValues.length > 0 ? { eventValues: [...read.eventValues] } : {}),
      inputs: { ...read.inputs },
      highWater: read.population.highWater,
      configHash: programFingerprint(configured),
    },
    features: read.features.features,
    dates: snapshots.asOf,
    cutoffs: program.cutoffs,
    tiers: program.tiers,
    account: accountsOf(read),
    ...(program.slices || slicings.length > 0 ? { slicings } : {}),
    conclude: (training) => {
      const { result, model } = training;
      const use = { used: model.model.features, excluded: program.exclude.features };
      return {
        gates: promotionGates(gateInputOf(result, minimumData, use)).findings,
        warnings: [...warningsOf(training, program, read, split.byUnit), ...(machines ? [machines] : [])],
      };
    },
  };
}

/** What divides rows into the program's slices; features that there are not are passed over. */
function slicingsOf({ slices = [] }: Program, { features: { features, table } }: Extract): readonly Slicing[] {
  return slices.flatMap((name) => {
    const at = features.findIndex((feature) => feature.name === name);
    return at < 0 ? [] : [{ title: features[at]!.sentence, column: table.columns[at]! }];
  });
}
