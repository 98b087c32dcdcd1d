import { namesInLists } from './columnLists.ts';

/** What counts as the outcome, as it was asked for: a value each, or several with commas between them. */
export interface LabelChoice {
  readonly positive: readonly string[];
  readonly negative: readonly string[];
  /** Values that never occur are no mistake then: they were written down for files to come. */
  readonly mayLack?: boolean;
}

/** Those of the values that are asked for. */
export function mentionedValues({ positive, negative }: LabelChoice, values: readonly string[]): ReadonlySet<string> {
  return new Set(namesInLists([...positive, ...negative], values));
}
