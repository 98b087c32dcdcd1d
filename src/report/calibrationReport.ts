import { renderArgument } from './calibration/argument.ts';
import { changesSection } from './calibration/changesSection.ts';
import { comparisonSection } from './calibration/comparisonSection.ts';
import { dataSection } from './calibration/dataSection.ts';
import { leftOutSection } from './calibration/leftOutSection.ts';
import { liveSection } from './calibration/liveSection.ts';
import { masthead } from './calibration/masthead.ts';
import { rankSection } from './calibration/rankSection.ts';
import type { Section } from './calibration/section.ts';
import { slicesSection } from './calibration/slicesSection.ts';
import { truthSection } from './calibration/truthSection.ts';
import { usingSection } from './calibration/usingSection.ts';
import type { CalibrationReportData } from './reportData.ts';

/**
 * The calibration report for those who judge a model: one self-contained HTML document that reads as an argument, from
 * whether the model can rank to whether it should go live.
 * @example
 * const html = renderCalibrationReport(data);
 * html.startsWith('<!doctype html>') // true
 */
export function renderCalibrationReport(data: CalibrationReportData): string {
  const champion = data.candidateModels.find((candidate) => candidate.selected);
  const sections: readonly Section[] = [
    ...(champion && champion.test.rows > 0 ? [rankSection(data, champion), truthSection(data, champion)] : []),
    ...slicesSection(data),
    comparisonSection(data),
    usingSection(data),
    dataSection(data),
    leftOutSection(data),
    ...changesSection(data),
    liveSection(data),
  ];
  return renderArgument({
    title: `${data.title} – calibration report, ${data.modelId}`,
    masthead: masthead(data, champion),
    sections,
  });
}
