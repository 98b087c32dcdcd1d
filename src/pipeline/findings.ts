import { z } from 'zod';
import { availabilityRules } from '../features/audit/availabilityRules.ts';
import type { AuditFinding } from '../features/feature.ts';
import { gateNoticeSchema } from '../notice/noticeSchema.ts';
import type { CalibrationReportData } from '../report/reportData.ts';

/** What training found out about a model: all of its calibration report but what is known only later, or elsewhere. */
export type Findings = Omit<CalibrationReportData, 'modelId' | 'generatedAt' | 'decision' | 'serving' | 'changes'>;

/** Findings as JSON can hold them: figures that are not numbers become null. */
export function findingsToJson(findings: Findings): unknown {
  return replaceLeaves(findings, (value) => (typeof value === 'number' && !Number.isFinite(value) ? null : value));
}

/**
 * The findings an artefact holds; null, which findings never contain otherwise, is a figure that is not a number.
 *
 * What the audit did not yet measure when an older artefact was written is no number either.
 */
export function findingsFromJson(json: unknown): Findings {
  const findings = replaceLeaves(json, (value) => value ?? Number.NaN) as Findings;
  return {
    ...findings,
    audit: findings.audit.map(withAllMeasures),
    gates: z.array(gateNoticeSchema).parse(findings.gates),
  };
}

function withAllMeasures(finding: OldestFinding): AuditFinding {
  const unmeasured = { psi: Number.NaN, association: Number.NaN, missingAuc: Number.NaN };
  return { rule: availabilityRules[finding.availability], ...unmeasured, ...finding };
}

/** What a finding has had from the first. */
type OldestFinding = Pick<AuditFinding, 'feature' | 'availability' | 'missingShare' | 'auc' | 'verdict' | 'reason'>;

function replaceLeaves(value: unknown, replace: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceLeaves(item, replace));
  if (typeof value !== 'object' || value === null) return replace(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, replaceLeaves(item, replace)]),
  );
}
