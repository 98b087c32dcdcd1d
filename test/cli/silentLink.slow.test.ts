import { describeSilentLink } from './silentLink.ts';

describeSilentLink([
  ['score, as events are read,', 'by its deadline'],
  ['score, as an ordinary statement runs,', 'by its deadline'],
  ['train, as an ordinary statement runs,', 'by its deadline'],
  ['score, as events are read,', 'on a signal'],
  ['score, as the ranking is written,', 'on a signal'],
  ['score, as an ordinary statement runs,', 'on a signal'],
  ['train, as events are read,', 'on a signal'],
  ['train, as an ordinary statement runs,', 'on a signal'],
  ['score, as events are read,', 'at once on a second signal'],
  ['score, as an ordinary statement runs,', 'at once on a second signal'],
  ['score, as the ranking is written,', 'at once on a second signal'],
  ['train, as events are read,', 'at once on a second signal'],
  ['train, as an ordinary statement runs,', 'at once on a second signal'],
  ['score, as the ranking is written,', 'when it is closed'],
  ['train, as events are read,', 'when it is closed'],
]);
