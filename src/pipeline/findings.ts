import type { CalibrationReportData } from '../report/reportData.ts';

/** What training found out about a model: all of its calibration report but the model's id and the day of printing. */
export type Findings = Omit<CalibrationReportData, 'modelId' | 'generatedAt'>;

/** Findings as JSON can hold them: figures that are not numbers become null. */
export function findingsToJson(findings: Findings): unknown {
  return replaceLeaves(findings, (value) => (typeof value === 'number' && !Number.isFinite(value) ? null : value));
}

/** The findings an artefact holds; null, which findings never contain otherwise, is a figure that is not a number. */
export function findingsFromJson(json: unknown): Findings {
  return replaceLeaves(json, (value) => value ?? Number.NaN) as Findings;
}

function replaceLeaves(value: unknown, replace: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceLeaves(item, replace));
  if (typeof value !== 'object' || value === null) return replace(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, replaceLeaves(item, replace)]),
  );
}
