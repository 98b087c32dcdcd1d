import type { KernelRecord } from '../../kernel/kernelRecord.ts';
import type { foldShape } from './sweepLayout.ts';

/** Events read and left aside, or used without their value. */
export const eventAnomalies = {
  orphan: 'events of unknown contacts',
  timeless: 'events without a usable time',
  future: 'events in the future',
  unkinded: 'events without a kind',
  badValue: 'event values that are no finite number or too large, taken as missing',
  burst: 'events beyond the first of a burst, which counts as one event',
  merged: 'events merged as duplicates',
  otherKind: 'events of kinds without features of their own',
} as const;

/** What a fold left aside, by what is wrong with it. */
export function anomaliesOf(fold: KernelRecord<typeof foldShape>): Readonly<Record<string, number>> {
  return {
    [eventAnomalies.orphan]: fold.get('orphans'),
    [eventAnomalies.timeless]: fold.get('timeless'),
    [eventAnomalies.future]: fold.get('future'),
    [eventAnomalies.unkinded]: fold.get('unkinded'),
    [eventAnomalies.badValue]: fold.get('badValues'),
    [eventAnomalies.otherKind]: fold.get('otherKinds'),
  };
}
