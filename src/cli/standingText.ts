import type { CriterionEvidence, EvidencePiece } from '../publish/publishedEvidence.ts';
import type { RankedContact, Standing } from '../ranking/ranking.ts';
import { dayOfInstant, integer } from '../text/format.ts';
import { heldByText, nextQuestionText, overrideText } from '../wording/standing.ts';
import { printable } from './failure.ts';
import { plainTable } from './plainTable.ts';

/** What stands beside a contact's probability; nothing where there is nothing. */
export function standingText({ rank, standing }: RankedContact, evidence: readonly CriterionEvidence[]): string[] {
  const lines = [...placeLines(rank, standing), ...otherLines(standing)];
  const known = evidence.length === 0 ? [] : [evidenceTable(evidence)];
  return lines.length + known.length === 0 ? [] : ['', ...lines, ...known];
}

function placeLines(rank: number, { position, heldBy, override }: Standing): string[] {
  const place =
    position === null
      ? [`held off the list: ${printable(heldBy.map(heldByText).join('; '))}`]
      : position === rank
        ? []
        : [`position ${integer(position)} on the list`];
  return override === null ? place : [...place, printable(overrideText(override))];
}

function otherLines({ stage, fit, grid, segment, nextQuestion }: Standing): string[] {
  return [
    ...(stage === null ? [] : [`stage ${stage}`]),
    ...(fit === null ? [] : [`fit ${integer(fit)} of 100${grid === null ? '' : `, ${grid}`}`]),
    ...(segment === null ? [] : [`segment ${segment}`]),
    ...(nextQuestion === null ? [] : [printable(`ask next: ${nextQuestionText(nextQuestion)}`)]),
  ];
}

function evidenceTable(evidence: readonly CriterionEvidence[]): string {
  return plainTable(
    ['criterion', 'state', 'evidence'],
    evidence.map(({ criterion, meaning, required, state, met, pieces }) => [
      printable(`${meaning ?? criterion}${required ? ' (required)' : ''}`),
      state === 'known' ? (met ? 'met' : 'not met') : state,
      printable(pieces.map(pieceText).join('; ')),
    ]),
  );
}

function pieceText({ value, source, dated, expired }: EvidencePiece): string {
  const when = dated === null ? '' : `, ${dayOfInstant(dated)}`;
  return `${JSON.stringify(value)} (${source}${when}${expired ? ', expired' : ''})`;
}
