import type { z } from 'zod';
import { scoringFigures } from './scoring.ts';
import { trainingFigures } from './training.ts';

/** Blocking is what a gate says that keeps something from being published or promoted. */
export type Severity = 'info' | 'warning' | 'blocking';

/** By kind of notice, the schema of its figures. */
export const noticeFigures = { ...trainingFigures, ...scoringFigures } as const;

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
  'training-rows-hidden': { code: 'H401', severity: 'warning' },
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
