import { cellAt } from './eventCell';
import { crowded, EventFold, headOf, roleOf } from './eventFold';

// Whose events may hold a burst: so many of one kind in one instant. Cells do not keep instants; but events of one instant that became known at
// one cutoff are in one cell, so that one of the cells of a burst has at least its share of the events, and those of its interval together all.

/** The first contact of [from, contacts) whose cells may hold a burst; `contacts` when there is none. */
export function nextBurst(address: usize, from: i32, contacts: i32): i32 {
  const fold = changetype<EventFold>(address);
  if (!fold.crowds) return contacts;
  for (let contact = from; contact < contacts; contact++)
    if (roleOf(fold, contact) === crowded && mayHold(fold, contact)) return contact;
  return contacts;
}

function mayHold(fold: EventFold, contact: i32): bool {
  for (let slot = 0; slot < fold.slots; slot++) {
    const head = load<u32>(headOf(fold, contact, slot));
    for (let word = head; word; word = cellAt(fold, word).next) {
      const cell = cellAt(fold, word);
      if (cell.count >= fold.crowdedCell && eventsBeside(fold, head, cell.key) >= fold.burstEvents) return true;
    }
  }
  return false;
}

/** Events of a chain in the interval of a cell; of the whole chain where there are no intervals. */
function eventsBeside(fold: EventFold, head: u32, key: u32): u32 {
  let events: u32 = 0;
  for (let word = head; word; ) {
    const cell = cellAt(fold, word);
    if (!fold.boundaryCount || cell.key >> 16 === key >> 16) events += cell.count;
    word = cell.next;
  }
  return events;
}
