import { dayOfInstant, integer, percent, span } from '../../text/format.ts';
import { deployedSentence } from '../../wording/deployed.ts';
import { dataSection, purposes } from '../calibration/dataSection.ts';
import { timeWasTested } from '../calibration/words.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { CardSection } from './card.ts';
import type { ModelCardData } from './cardData.ts';

/** From when the data are, and how they were divided. */
export function dataWindowSection(data: CalibrationReportData, { artefact }: ModelCardData): CardSection {
  const { needed, found } = artefact.minimumData;
  const counts = (of: typeof needed) =>
    `${integer(of.trainPositives)} converted and ${integer(of.trainNegatives)} not in training, ${integer(of.testPositives)} converted ${timeWasTested(data) ? 'on the test dates' : 'in the test'}`;
  return {
    id: 'data',
    title: 'On which data?',
    summary: dataSection(data).answer,
    blocks: [
      {
        kind: 'table',
        caption: 'The sides of the split',
        columns: [
          { label: 'Side' },
          { label: 'As-of dates' },
          { label: 'Rows', number: true },
          { label: 'Conversions', number: true },
          { label: 'Base rate', number: true },
          { label: 'Purpose' },
        ],
        rows: data.sides.map(({ side, from, to, rows, positives }) => [
          side,
          span(from, to),
          integer(rows),
          integer(positives),
          percent(positives / rows, 2),
          purposes[side],
        ]),
      },
      { kind: 'paragraph', text: deployedSentence(data) },
      {
        kind: 'facts',
        facts: [
          { name: 'Outcomes known up to', value: dayOfInstant(artefact.highWater) },
          { name: 'Least data asked for', value: counts(needed) },
          { name: 'Data found', value: counts(found) },
          { name: 'Data fingerprint', value: data.dataFingerprint, code: true },
        ],
      },
    ],
  };
}
