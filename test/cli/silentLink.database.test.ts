import { describeSilentLink } from './silentLink.ts';

describeSilentLink([
  ['score, as the ranking is written,', 'by its deadline'],
  ['train, as events are read,', 'by its deadline'],
  ['score, as events are read,', 'when it is closed'],
]);
