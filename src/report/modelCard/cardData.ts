import type { GateNotice } from '../../notice/notice.ts';
import type { Artefact } from '../../training/artefact.ts';
import type { CalibrationReportData } from '../reportData.ts';

/** What was decided about the model, as the record of decisions has it. */
export interface CardDecision {
  readonly action: 'promote' | 'override' | 'rollback' | 'refuse';
  /** ISO 8601. */
  readonly decidedAt: string;
  readonly decidedBy: string;
  readonly reason: string | null;
  readonly previousModelId: string | null;
  /** Null where none were asked. */
  readonly gates: readonly GateNotice[] | null;
}

/** All that a model card is made from; the same data give the same card. */
export interface ModelCardData {
  readonly modelId: string;
  readonly artefact: Omit<Artefact, 'parameters' | 'result' | 'calibrator' | 'reference' | 'accountReference'>;
  /** What training found out, as the artefact holds it. */
  readonly findings: Omit<CalibrationReportData, 'modelId' | 'generatedAt'>;
  /** Of the model's row, times in ISO 8601. */
  readonly registered: {
    readonly createdAt: string;
    /** The champion when it was trained. */
    readonly parentModelId: string | null;
    readonly champion: boolean;
  };
  /** The instant, exact, before which training knew what it knew; null where no training recorded it. */
  readonly knownBefore: string | null;
  /** About this model, the newest first. */
  readonly decisions: readonly CardDecision[];
}
