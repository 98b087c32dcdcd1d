import type { ListSummary } from '../qualification/standings.ts';
import { counted, integer } from '../text/format.ts';
import { printable } from './failure.ts';
import { plainTable } from './plainTable.ts';

/** Who of the list is held off it and why, what is known of each criterion, and how many people decided about. */
export function listText(summary: ListSummary): string[] {
  const { considered, kept, excluded, criteria, heldByCriterion, overridden, segments } = summary;
  const reasons = Object.entries(excluded).sort(([, a], [, b]) => b - a);
  const held = considered - kept;
  return [
    `${integer(kept)} of ${counted(considered, 'contact')} are on the list to work${held === 0 ? '' : `, ${integer(held)} are held off it`}; their ranks and probabilities stay.`,
    ...reasons.map(([reason, count]) => `  ${integer(count)}: ${reason}`),
    ...(criteria.length === 0 ? [] : ['', criteriaTable(criteria, heldByCriterion)]),
    ...(overridden.up + overridden.down + overridden.never === 0
      ? []
      : [
          `Decided by people: ${integer(overridden.up)} up, ${integer(overridden.down)} down, ${integer(overridden.never)} never.`,
        ]),
    ...(segments.length === 0 ? [] : ['', segmentsTable(segments, considered)]),
  ];
}

function segmentsTable(segments: ListSummary['segments'], considered: number): string {
  const left = segments.reduce((rest, { contacts }) => rest - contacts, considered);
  return plainTable(
    ['segment', 'contacts', 'nurture track'],
    [
      ...segments.map(({ segment, nurture, contacts }) => [segment, integer(contacts), printable(nurture)]),
      ...(left === 0 ? [] : [['in none', integer(left), '']]),
    ],
  );
}

function criteriaTable(criteria: ListSummary['criteria'], held: ListSummary['heldByCriterion']): string {
  return plainTable(
    ['criterion', 'met', 'not met', 'contradicted', 'unknown', 'required', 'held off by it'],
    criteria.map(({ criterion, required, met, notMet, contradicted, unknown }) => [
      ...[criterion, integer(met), integer(notMet), integer(contradicted), integer(unknown)],
      ...(required ? ['yes', integer(held[criterion] ?? 0)] : ['no', '']),
    ]),
  );
}
