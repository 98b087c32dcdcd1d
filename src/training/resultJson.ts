import { z } from 'zod';
import type { AuditFinding } from '../features/feature.ts';
import { notice } from '../notice/notice.ts';
import { gateNoticeSchema, noticeSchema } from '../notice/noticeSchema.ts';
import type { TrainingResult } from './trainingResult.ts';

/** A result as JSON can hold it: figures that are not numbers become null. */
export function resultToJson(result: TrainingResult): unknown {
  return replaceLeaves(result, (value) => (typeof value === 'number' && !Number.isFinite(value) ? null : value));
}

/**
 * The result an artefact holds; null, which a result never contains otherwise, is a figure that is not a number.
 *
 * What the audit did not yet measure when an older artefact was written is no number either.
 */
export function resultFromJson(json: unknown): TrainingResult {
  const result = replaceLeaves(json, (value) => value ?? Number.NaN) as TrainingResult;
  return {
    ...result,
    audit: result.audit.map(withAllMeasures),
    gates: z.array(gateNoticeSchema).parse(result.gates),
    warnings: z.array(noticeSchema).parse(result.warnings),
  };
}

function withAllMeasures({ reason = '', ...finding }: OldestFinding): AuditFinding {
  const unmeasured = { psi: Number.NaN, association: Number.NaN, missingAuc: Number.NaN };
  const reasons = reason === '' ? [] : [notice('older-reason', { sentence: reason })];
  return { ...unmeasured, reasons, ...finding };
}

/** What a finding has had from the first. */
type OldestFinding = Pick<AuditFinding, 'feature' | 'availability' | 'missingShare' | 'auc' | 'verdict'> & {
  readonly reason?: string;
};

function replaceLeaves(value: unknown, replace: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceLeaves(item, replace));
  if (typeof value !== 'object' || value === null) return replace(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, replaceLeaves(item, replace)]),
  );
}
