import type { FoldedProperty } from '../sweep/eventProperties.ts';
import { type KindLabel, labelOfKind } from './kindLabels.ts';

/** A property of events as a marketer would say it: what the configuration says it means, else its name. */
export function labelOfProperty({ name, meaning }: Pick<FoldedProperty, 'name' | 'meaning'>): KindLabel {
  return labelOfKind(meaning ?? name);
}
