import type { AuditFinding } from '../features/feature.ts';
import { type GateNotice, gateNotice } from '../notice/notice.ts';

/** What a model uses, what it must not use, and what the audit found about each. */
export interface UsedFeatures {
  /** Names of the features the model scores by. */
  readonly used: readonly string[];
  /** Names that the configuration excludes now. */
  readonly excluded: readonly string[];
  readonly audit: readonly Pick<AuditFinding, 'feature' | 'verdict' | 'override'>[];
}

/** No feature that the configuration excludes may be used. */
export function excludedFeaturesGate({ used, excluded }: UsedFeatures): GateNotice {
  const found = used.filter((feature) => excluded.includes(feature));
  return gateNotice('excluded features', 'excluded-features', found.length > 0, { found, used: used.length });
}

/** Each used feature must have been audited and not left out; what the configuration keeps against the audit's advice is told. */
export function auditGate({ used, audit }: UsedFeatures): GateNotice {
  const findings = new Map(audit.map((finding) => [finding.feature, finding]));
  const unaudited = used.filter((feature) => !findings.has(feature));
  const leftOut = used.filter((feature) => findings.get(feature)?.verdict === 'excluded');
  const kept = used.flatMap((feature) => {
    const reason = findings.get(feature)?.override;
    return reason === undefined ? [] : [{ feature, reason }];
  });
  return gateNotice('availability audit', 'audited-features', leftOut.length + unaudited.length > 0, {
    ...{ used: used.length, leftOut, unaudited, kept },
  });
}
