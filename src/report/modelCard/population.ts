import { counted, day, integer } from '../../text/format.ts';
import type { Artefact } from '../../training/artefact.ts';
import { leftOutSection } from '../calibration/leftOutSection.ts';
import { ledgerTable } from '../ledgerRows.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { type CardSection, tableOr } from './card.ts';
import type { ModelCardData } from './cardData.ts';

const calendars = {
  week: 'every Monday',
  month: 'the first day of every month',
  quarter: 'the first day of every quarter',
} as const;

/** Whom the model learnt from and was judged on, and who was left out. */
export function populationSection(data: CalibrationReportData, { artefact }: ModelCardData): CardSection {
  return {
    id: 'population',
    title: 'Whom is it about?',
    summary: leftOutSection(data).answer,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: 'A row', value: `one contact as of one date: ${datesInWords(artefact.cutoffs)}` },
          { name: 'Unit', value: `${data.unit}; the rows of one are learned from or judged, never both` },
        ],
      },
      ...data.ledgers.map(({ name, ledger }) => ({ kind: 'table' as const, ...ledgerTable(name, ledger) })),
      tableOr(
        {
          caption: 'Records of the source that were set aside',
          columns: [{ label: 'What is wrong' }, { label: 'Records', number: true }],
          rows: Object.entries(data.anomalies)
            .filter(([, count]) => count !== 0)
            .map(([what, count]) => [what, integer(count)]),
        },
        'No record of the source was set aside.',
      ),
    ],
  };
}

function datesInWords(cutoffs: Artefact['cutoffs']): string {
  if (!('every' in cutoffs)) return `${counted(cutoffs.daysAfterCreation, 'day')} after it entered the CRM`;
  const { every, from, to } = cutoffs;
  return `${calendars[every]}${from === undefined ? '' : ` from ${day(from)}`}${to === undefined ? '' : ` to ${day(to)}`}`;
}
