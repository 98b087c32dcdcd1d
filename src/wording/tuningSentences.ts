import { decimal } from '../text/format.ts';
import { settingsText } from '../tuning/settings.ts';
import type { Trial } from '../tuning/trial.ts';

/** What a search came to, family by family, as `boosting: trial 12 of 30, …`. Empty for no trials. */
export function tuningSentences(trials: readonly Trial[]): readonly string[] {
  return trials.filter(({ end }) => end === 'chosen').map((trial) => sentenceOf(trial, trials));
}

function sentenceOf({ family, number, settings, isDefault, difference }: Trial, trials: readonly Trial[]): string {
  const tried = trials.filter((trial) => trial.family === family).length;
  if (isDefault)
    return `${family} keeps its defaults: none of ${tried} settings was better by more than two standard errors`;
  const gain = `${decimal(-difference!.value, 4)} (standard error ${decimal(difference!.error, 4)})`;
  return `${family} takes trial ${number} (${settingsText(settings)}): log loss lower by ${gain} than with the defaults, on later training dates`;
}

/** Why a trial ended as it did. @param trials all of the search. */
export function endOfTrial({ family, end, isDefault }: Trial, trials: readonly Trial[]): string {
  if (end === 'out of time') return 'the time was over';
  if (end === 'stopped') return 'not among the best third of its family so far';
  if (end === 'chosen')
    return isDefault
      ? 'no other was better by more than two standard errors'
      : 'better than the defaults by more than two standard errors';
  const winner = trials.find((other) => other.family === family && other.end === 'chosen');
  return winner && !winner.isDefault ? `trial ${winner.number} did better` : 'not clearly better than the defaults';
}
