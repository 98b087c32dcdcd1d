import { families } from '../model/families.ts';
import type { FamilyTuning, Settings } from '../model/modelFamily.ts';

/** Records of the families whose settings are searched. */
export type Tuned = Extract<(typeof families)[number], { readonly tuning: FamilyTuning }>;
/** A family whose settings are searched. */
export type TunedFamily = Tuned['name'];

/** What a family is fitted by; whatever is not named is as its estimator has it by default. */
export type FamilySettings = { readonly [F in Tuned as F['name']]: F['tuning']['defaults'] };

const tuned = families.filter((family): family is Tuned => family.tuning !== null);

/** Families whose settings are searched, the simplest first. */
export const tunedFamilies: readonly TunedFamily[] = tuned.map(({ name }) => name);

/** What a search may change of a family. */
export function tuningOf(name: TunedFamily): FamilyTuning {
  return tuned.find((family) => family.name === name)!.tuning;
}

/** What a program's families are fitted by where nothing else was found to be better. */
export const defaultSettings = Object.fromEntries(
  tuned.map(({ name, tuning }) => [name, tuning.defaults]),
) as FamilySettings;

/** `learningRate 0.08, leaves 9`. */
export function settingsText(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
