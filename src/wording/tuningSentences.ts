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
