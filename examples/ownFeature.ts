// A feature of the company's own; `features.definitions` of a program lists it. Run alone, it is tried on invented histories.
import { checkPointInTime, defineFeature } from 'handraise';

export const quietDays = defineFeature({
  name: 'quietDays',
  version: 1,
  type: 'number',
  unit: 'days',
  availability: 'event-time',
  sentence: 'days without any activity in the longest window',
  needs: ['event'],
  folds: ['days'],
  values: ({ activity: { sweep } }) => {
    const longest = sweep.lookback.days.length - 1;
    return (row) => sweep.lookback.days[longest]! - sweep.activeDays(row, longest);
  },
});

const leak = checkPointInTime(quietDays, { kinds: ['login', 'pricing page'] });
if (leak !== null) throw new Error('quietDays knows the future');
