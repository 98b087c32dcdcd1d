import { headline } from './calibration/answers.ts';
import { calibrationSection } from './modelCard/calibration.ts';
import type { ModelCard } from './modelCard/card.ts';
import type { ModelCardData } from './modelCard/cardData.ts';
import { dataWindowSection } from './modelCard/dataWindow.ts';
import { featuresSection } from './modelCard/features.ts';
import { limitsSection } from './modelCard/limits.ts';
import { lineageSection } from './modelCard/lineage.ts';
import { metricsSection } from './modelCard/metrics.ts';
import { populationSection } from './modelCard/population.ts';
import { purposeSection } from './modelCard/purpose.ts';
import { reproduceSection } from './modelCard/reproduce.ts';
import { segmentsSection } from './modelCard/slices.ts';
import type { CalibrationReportData } from './reportData.ts';

/**
 * The card of a model: what it is for, whom and which data it is about, how well it does, where it fails, and how to get it again.
 *
 * Holds no time of its making. After Mitchell et al. 2019, "Model Cards for Model Reporting" (doi:10.1145/3287560.3287596); `modelCardMarkdown` and
 * `modelCardHtml` render it.
 * @example
 * const card = modelCard(data);
 * modelCardMarkdown(card).startsWith('#') // true
 */
export function modelCard(card: ModelCardData): ModelCard {
  const { modelId, findings, registered } = card;
  const data: CalibrationReportData = { ...findings, modelId, generatedAt: registered.createdAt };
  return {
    title: data.title,
    subject: `Model card · program ${data.program} · model ${modelId}`,
    headline: headline(data),
    sections: [
      purposeSection(card),
      populationSection(data, card),
      dataWindowSection(data, card),
      featuresSection(data, card),
      metricsSection(data),
      segmentsSection(data),
      calibrationSection(data),
      limitsSection(data, card),
      lineageSection(card),
      reproduceSection(card),
    ],
  };
}
