import { catalogue } from '../notice/catalogue.ts';
import { gateNoticeSchema } from '../notice/noticeSchema.ts';
import { isoOf } from '../time/instant.ts';
import type { ScoringFinding, ScoringKind } from './scoringFinding.ts';

/** By what a finding said before findings were notices, its kind. */
const kinds: Readonly<Record<string, ScoringKind>> = {
  'nothing to compare with': 'no-comparison',
  hidden: 'rows-hidden',
  twice: 'rows-read-twice',
  fields: 'fields-gone',
  rows: 'rows-recounted',
  age: 'feed-age',
  volume: 'event-volume',
  gone: 'event-kinds-gone',
  new: 'event-kinds-new',
  share: 'coverage',
  feature: 'feature-values',
  shifted: 'features-shifted',
  order: 'ranking-order',
  expected: 'expected-conversions',
  distribution: 'probabilities-shifted',
};

/** What a gate said, as the database holds it, in the shape of today or of the first profiles. */
export function storedFinding(stored: unknown): ScoringFinding {
  return gateNoticeSchema.parse(isEarlier(stored) ? today(stored) : stored) as ScoringFinding;
}

type Earlier = Readonly<Record<string, unknown>> & {
  readonly gate: string;
  readonly what: string;
  readonly held: boolean;
  readonly before?: unknown;
};

function isEarlier(stored: unknown): stored is Earlier {
  return typeof stored === 'object' && stored !== null && 'what' in stored;
}

function today({ gate, what, held, ...figures }: Earlier) {
  const kind = kinds[what]!;
  const { code, severity } = catalogue[kind];
  // Instants were microseconds.
  const before = typeof figures.before === 'number' && kind !== 'feature-values' ? instant(figures.before) : {};
  const said = { of: gate, ...figures, ...before };
  return { code, kind, severity: held ? severity : 'info', gate, blocked: held, figures: said };
}

function instant(microseconds: number): { readonly before: string } {
  return { before: isoOf(microseconds) };
}
