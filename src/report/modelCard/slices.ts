import { expected, integer, percent } from '../../text/format.ts';
import { metricHead, metricValue } from '../../wording/metricText.ts';
import { sliceNote, slicesSection } from '../calibration/slicesSection.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { CardBlock, CardSection } from './card.ts';
import { estimated } from './metrics.ts';

/** On whom the model is wrong. */
export function segmentsSection(data: CalibrationReportData): CardSection {
  const [section] = slicesSection(data);
  return {
    id: 'segments',
    title: 'On whom is it wrong?',
    summary:
      section?.answer ??
      'Not known: the program names no segments (slices) to look at. Right on the whole, it can still be wrong on a part.',
    blocks: (data.slices ?? []).flatMap(({ title, level, slices }): CardBlock[] => [
      {
        kind: 'table',
        caption: `By ${title}`,
        columns: [
          { label: 'Segment' },
          { label: 'Rows', number: true },
          { label: 'Converted', number: true },
          { label: 'Expected', number: true },
          { label: 'Observed / expected', number: true },
          { label: metricHead('rocAuc'), number: true },
          { label: 'Warning' },
        ],
        rows: slices.map((slice) => [
          slice.name,
          integer(slice.rows),
          integer(slice.positives),
          expected(slice.expected),
          estimated(slice.ratio, (value) => percent(value, 0)),
          metricValue('rocAuc', slice.rocAuc),
          warning(slice),
        ]),
      },
      { kind: 'paragraph', text: sliceNote(percent(level, 1)) },
    ]),
  };
}

function warning({ failing, ratio }: NonNullable<CalibrationReportData['slices']>[number]['slices'][number]): string {
  if (failing) return ratio.value > 1 ? 'more observed than expected' : 'fewer observed than expected';
  return Number.isNaN(ratio.low) ? 'too few to tell' : '';
}
