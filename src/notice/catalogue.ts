import type { z } from 'zod';
import { auditFigures } from './audit.ts';
import { flatFileFigures } from './flatFile.ts';
import { promotionFigures } from './promotion.ts';
import { scoringFigures } from './scoring.ts';
import { trainingFigures } from './training.ts';

/** Blocking is what a gate says that keeps something from being published or promoted. */
export type Severity = 'info' | 'warning' | 'blocking';

/** By kind of notice, the schema of its figures. */
export const noticeFigures = {
  ...flatFileFigures,
  ...auditFigures,
  ...trainingFigures,
  ...promotionFigures,
  ...scoringFigures,
} as const;

/** What is said; the English of each kind is in `wording/`. */
export type NoticeKind = keyof typeof noticeFigures;

/** By kind of notice, its figures: plain data. */
export type NoticeFigures = { readonly [K in NoticeKind]: Readonly<z.output<(typeof noticeFigures)[K]>> };

interface Entry {
  /** `H` and three digits, of which the first is the area; numbers are only ever added. */
  readonly code: `H${number}`;
  /** Of a gate: when it blocks. */
  readonly severity: Severity;
}

/** Code and severity of every kind. H1 data and mapping, H2 flat files, H3 features and audit, H4 training, H5 promotion, H6 scoring, H7 publishing and runs, H8 back-tests. */
export const catalogue = {
  'file-to-score': { code: 'H201', severity: 'blocking' },
  'one-outcome-in-test': { code: 'H202', severity: 'blocking' },
  'ranks-better-than-chance': { code: 'H203', severity: 'blocking' },
  'loss-below-base-rate': { code: 'H204', severity: 'blocking' },
  'scored-anyway': { code: 'H205', severity: 'warning' },
  'column-differs': { code: 'H206', severity: 'warning' },
  'more-columns-differ': { code: 'H207', severity: 'warning' },
  'sorted-by-outcome': { code: 'H208', severity: 'warning' },
  'base-rate-moved': { code: 'H209', severity: 'warning' },
  'base-rate-by-order': { code: 'H210', severity: 'warning' },
  'without-warned': { code: 'H211', severity: 'warning' },
  'file-remark': { code: 'H212', severity: 'info' },
  'older-reason': { code: 'H300', severity: 'info' },
  'excluded-by-configuration': { code: 'H301', severity: 'info' },
  'excluded-as-asked': { code: 'H302', severity: 'info' },
  'unusable-column': { code: 'H303', severity: 'info' },
  'no-value': { code: 'H304', severity: 'info' },
  'one-value': { code: 'H305', severity: 'info' },
  'only-todays-value': { code: 'H306', severity: 'warning' },
  'account-follows-outcome': { code: 'H307', severity: 'warning' },
  'missing-knows-outcome': { code: 'H308', severity: 'warning' },
  'winners-only': { code: 'H309', severity: 'warning' },
  'follows-outcomes': { code: 'H310', severity: 'warning' },
  'is-outcome': { code: 'H311', severity: 'warning' },
  'knows-outcome': { code: 'H312', severity: 'warning' },
  'contradicts-history': { code: 'H313', severity: 'warning' },
  'history-of-todays-value': { code: 'H314', severity: 'info' },
  'large-shift': { code: 'H315', severity: 'warning' },
  'some-shift': { code: 'H316', severity: 'info' },
  'kept-against-advice': { code: 'H317', severity: 'warning' },
  'tells-alone': { code: 'H318', severity: 'warning' },
  'rows-of-winners': { code: 'H319', severity: 'warning' },
  'filled-in-later': { code: 'H320', severity: 'warning' },
  'missing-tells': { code: 'H321', severity: 'warning' },
  'name-says': { code: 'H322', severity: 'warning' },
  'tells-in-pair': { code: 'H323', severity: 'warning' },
  'older-warning': { code: 'H400', severity: 'warning' },
  'training-rows-hidden': { code: 'H401', severity: 'warning' },
  'windows-cut': { code: 'H402', severity: 'warning' },
  'tested-on-units': { code: 'H403', severity: 'warning' },
  'too-good': { code: 'H404', severity: 'warning' },
  'one-feature-carries': { code: 'H405', severity: 'warning' },
  'points-preferred': { code: 'H406', severity: 'warning' },
  'too-little-data': { code: 'H407', severity: 'warning' },
  'slope-off': { code: 'H408', severity: 'warning' },
  'off-on-average': { code: 'H409', severity: 'warning' },
  'few-conversions': { code: 'H410', severity: 'warning' },
  'not-tuned': { code: 'H411', severity: 'warning' },
  'segment-off': { code: 'H412', severity: 'warning' },
  'slice-unknown': { code: 'H413', severity: 'warning' },
  'kinds-without-events': { code: 'H414', severity: 'warning' },
  'kinds-excluded': { code: 'H415', severity: 'warning' },
  corrected: { code: 'H416', severity: 'info' },
  'not-converged': { code: 'H417', severity: 'warning' },
  'scale-not-converged': { code: 'H418', severity: 'warning' },
  'older-gate': { code: 'H500', severity: 'blocking' },
  'minimum-data': { code: 'H501', severity: 'blocking' },
  'against-base-rate': { code: 'H502', severity: 'blocking' },
  'against-points': { code: 'H503', severity: 'blocking' },
  'no-champion': { code: 'H504', severity: 'blocking' },
  'against-champion': { code: 'H505', severity: 'blocking' },
  'not-compared': { code: 'H506', severity: 'blocking' },
  'calibration-slope': { code: 'H507', severity: 'blocking' },
  'time-not-tested': { code: 'H508', severity: 'blocking' },
  'excluded-features': { code: 'H509', severity: 'blocking' },
  'audited-features': { code: 'H510', severity: 'blocking' },
  'no-comparison': { code: 'H600', severity: 'blocking' },
  'rows-hidden': { code: 'H601', severity: 'blocking' },
  'rows-read-twice': { code: 'H602', severity: 'blocking' },
  'fields-gone': { code: 'H603', severity: 'blocking' },
  'rows-recounted': { code: 'H604', severity: 'blocking' },
  'feed-age': { code: 'H605', severity: 'blocking' },
  'event-volume': { code: 'H606', severity: 'blocking' },
  'event-kinds-gone': { code: 'H607', severity: 'blocking' },
  'event-kinds-new': { code: 'H608', severity: 'blocking' },
  coverage: { code: 'H609', severity: 'blocking' },
  'feature-values': { code: 'H610', severity: 'blocking' },
  'features-shifted': { code: 'H611', severity: 'blocking' },
  'ranking-order': { code: 'H612', severity: 'blocking' },
  'expected-conversions': { code: 'H613', severity: 'blocking' },
  'probabilities-shifted': { code: 'H614', severity: 'blocking' },
  'created-alike': { code: 'H615', severity: 'blocking' },
  'events-shifted': { code: 'H616', severity: 'blocking' },
} as const satisfies Readonly<Record<NoticeKind, Entry>>;
