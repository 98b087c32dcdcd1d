import type { AuditFinding } from '../features/feature.ts';
import type { GateFinding } from './gateFinding.ts';

/** What a model uses, what it must not use, and what the audit found about each. */
export interface FeatureUse {
  /** Names of the features the model scores by. */
  readonly used: readonly string[];
  /** Names that the configuration excludes now. */
  readonly excluded: readonly string[];
  readonly audit: readonly Pick<AuditFinding, 'feature' | 'verdict' | 'reason' | 'override'>[];
}

/** No feature that the configuration excludes may be used. */
export function excludedFeaturesGate({ used, excluded }: FeatureUse): GateFinding {
  const found = used.filter((feature) => excluded.includes(feature));
  return {
    ...{ gate: 'excluded features', held: found.length > 0 },
    asked: 'no feature that the configuration excludes',
    measured: found.length > 0 ? found.join(', ') : `none among ${used.length}`,
    sentence:
      found.length > 0
        ? `It uses what the configuration excludes: ${found.join(', ')}.`
        : 'It uses no feature that the configuration excludes.',
  };
}

/** Each used feature must have been audited and not left out; what the configuration keeps against the audit's advice is told. */
export function auditGate({ used, audit }: FeatureUse): GateFinding {
  const findings = new Map(audit.map((finding) => [finding.feature, finding]));
  const unsound = used.flatMap((feature) => {
    const finding = findings.get(feature);
    if (finding === undefined) return [`${feature} (never audited)`];
    return finding.verdict === 'excluded' ? [`${feature} (${finding.reason})`] : [];
  });
  const overridden = used.flatMap((feature) => {
    const override = findings.get(feature)?.override;
    return override === undefined ? [] : [`${feature} (${override})`];
  });
  const kept = overridden.length > 0 ? ` Kept against its advice: ${overridden.join(', ')}.` : '';
  return {
    ...{ gate: 'availability audit', held: unsound.length > 0 },
    asked: 'every feature audited, none left out by the audit',
    measured: `${unsound.length} of ${used.length} unsound${overridden.length > 0 ? `, ${overridden.length} kept by the configuration` : ''}`,
    sentence:
      unsound.length > 0
        ? `It uses what the availability audit does not allow: ${unsound.join(', ')}.${kept}`
        : `The availability audit allows every feature it uses.${kept}`,
  };
}
