import { observedToExpectedMetric } from '../evaluation/metrics/observedToExpected.ts';
import type {
  CalibrationVerdict,
  calibrationVerdictFigures,
  JudgedLevel,
  LevelAndSlope,
} from '../notice/calibrationVerdict.ts';
import { counted, day, decimal, expected, integer, span } from '../text/format.ts';
import { joined } from './listed.ts';
import { metricTitle, metricValue } from './metricText.ts';
import type { Wordings } from './wording.ts';

/** What is said of whether probabilities are right: the same sentences wherever somebody asks. */
export const calibrationVerdictWordings: Wordings<keyof typeof calibrationVerdictFigures> = {
  'calibration-verdict': {
    sentence: (verdict) => verdictSentences(verdict).join(' '),
    meaning:
      'Whether the probabilities are right on rows that the model had not seen: on the whole, for the best of the list, for accounts by their number of contacts, and date by date. Each is called right where its 95% interval contains 1, so one in twenty that are right looks wrong by luck. A part whose interval reaches below half or above double of what was expected is too small to tell.',
    advice:
      'Where they are too high or too low, trust the order of the list, and recalibrate with `handraise recalibrate` once later outcomes are known. Where they are overconfident, do the same, or train on more dates.',
  },
};

/** All that a verdict says, sentence by sentence: the whole, the top, accounts, dates. */
export function verdictSentences(verdict: CalibrationVerdict): readonly string[] {
  return [...wholeSentences(verdict.overall), ...partSentences(verdict)];
}

/** What it says of parts of the rows. */
export function partSentences({ top, accounts, byDate }: CalibrationVerdict): readonly string[] {
  return [
    ...(top.length > 0 ? [topSentence(top)] : []),
    ...(accounts ? accountSentences(accounts) : []),
    ...(byDate.length > 1 ? [dateSentence(byDate)] : []),
  ];
}

/** What it says of accounts. */
function accountSentences({ overall, bySize }: NonNullable<CalibrationVerdict['accounts']>): readonly string[] {
  const sizes = bySize.map((size) => `with ${sizeText(size)}: ${partText(size)}`);
  return [
    ...wholeSentences(overall, 'The probabilities of accounts'),
    ...(sizes.length > 0 ? [`Accounts ${sizes.join('; ')}.`] : []),
  ];
}

/** What is said of level and slope, as two sentences. */
export function wholeSentences(whole: LevelAndSlope, whose = 'The probabilities'): readonly string[] {
  return [levelSentence(whole, whose), slopeSentence(whole)];
}

/** Level and slope in a word. */
export type VerdictWord = 'Yes' | 'Too high' | 'Too low' | 'Overconfident' | 'Underconfident' | 'Unknown';

/** Level and slope in a word: `Yes`, `Too high`, `Overconfident`. */
export function verdictWord({ levelIs, slopeIs }: LevelAndSlope): VerdictWord {
  if (slopeIs === 'overconfident') return 'Overconfident';
  if (slopeIs === 'underconfident') return 'Underconfident';
  if (levelIs === 'too high') return 'Too high';
  if (levelIs === 'too low') return 'Too low';
  return levelIs === 'right' && slopeIs === 'right' ? 'Yes' : 'Unknown';
}

/** The same as what continues “the model …”. */
export function verdictClause({ levelIs, slopeIs }: LevelAndSlope): string {
  const wrong = [
    ...(levelIs === 'too high' || levelIs === 'too low' ? [`${levelIs} on the whole`] : []),
    ...(slopeIs === 'overconfident' ? ['too extreme (overconfident)'] : []),
    ...(slopeIs === 'underconfident' ? ['too close to the average (underconfident)'] : []),
  ];
  if (wrong.length > 0) return `gives probabilities that are ${joined(wrong)}`;
  return levelIs === 'right' && slopeIs === 'right'
    ? 'gives probabilities that are right'
    : 'gives probabilities whose truth cannot be judged';
}

function levelSentence({ levelIs, ...of }: LevelAndSlope, whose: string): string {
  const { value, low, high } = of.level;
  const came = convertedText(of);
  if (levelIs === 'unknown') return `${whose} cannot be judged on the whole: ${came}.`;
  const figures = `${observedToExpectedMetric.title} ${ratio(value)}, 95% interval ${ratio(low)} to ${ratio(high)}; 1 is right`;
  return `${whose} are ${levelIs} on the whole: ${came} (${figures}).`;
}

function slopeSentence({ slope: { value, low, high }, slopeIs }: LevelAndSlope): string {
  const title = metricTitle('calibrationSlope');
  if (slopeIs === 'unknown') return `Whether they are overconfident cannot be told: there is no ${title}.`;
  const say = (x: number) => metricValue('calibrationSlope', x);
  const figures = `${title} ${say(value)}, 95% interval ${say(low)} to ${say(high)}; 1 is right`;
  return {
    right: `They are neither overconfident nor underconfident (${figures}).`,
    overconfident: `They are overconfident: high ones are too high and low ones too low (${figures}).`,
    underconfident: `They are underconfident: all are too close to the average (${figures}).`,
  }[slopeIs];
}

function topSentence(top: CalibrationVerdict['top']): string {
  return `At the top of the list: ${top.map((best) => `of the best ${integer(best.k)}, ${partText(best)}`).join('; ')}.`;
}

function dateSentence(dates: CalibrationVerdict['byDate']): string {
  const of = (is: JudgedLevel['levelIs']) => dates.filter((one) => toldOf(one) === is);
  const named = (['too high', 'too low'] as const).flatMap((is) => {
    const found = of(is).map(({ from, to }) => (day(from) === day(to) ? day(from) : span(from, to)));
    return found.length > 0 ? [`${is} on ${joined(found)}`] : [];
  });
  const untold = of('unknown').length;
  const known = [
    ...(of('right').length > 0 ? [`right on ${integer(of('right').length)} of ${counted(dates.length, 'date')}`] : []),
    ...named,
    ...(untold > 0 ? [`too few conversions to tell on ${integer(untold)}`] : []),
  ];
  return `Date by date: ${known.join('; ')}.`;
}

/** `11 converted where 14 were expected (0.80, 0.55 to 1.05): right`. */
function partText(part: JudgedLevel): string {
  const { value, low, high } = part.level;
  const came = convertedText(part);
  if (part.levelIs === 'unknown') return `${came}: too few to tell`;
  const told = toldOf(part);
  return `${came} (${ratio(value)}, ${ratio(low)} to ${ratio(high)}): ${told === 'unknown' ? 'too few to tell' : told}`;
}

/** An interval that goes below half or above double of what was expected fits 1, but says little of it. */
const telling = { low: 0.5, high: 2 };

/** What can be told of a part: one whose interval contains 1 is right only where that interval is narrow enough to say so. */
function toldOf({ levelIs, level: { low, high } }: JudgedLevel): JudgedLevel['levelIs'] {
  return levelIs === 'right' && (low < telling.low || high > telling.high) ? 'unknown' : levelIs;
}

function convertedText({ positives, expected: sum }: Pick<JudgedLevel, 'positives' | 'expected'>): string {
  return `${integer(positives)} converted where ${expected(sum)} were expected`;
}

function sizeText({ least, most }: { readonly least: number; readonly most?: number | undefined }): string {
  if (most === undefined) return `${integer(least)} contacts or more`;
  return most === least ? counted(least, 'contact') : `${integer(least)} to ${integer(most)} contacts`;
}

function ratio(value: number): string {
  return decimal(value, observedToExpectedMetric.digits);
}
