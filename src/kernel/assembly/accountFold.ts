import { biased, cellAt, firstAfter } from './eventCell';
import { bucketOf, EventFold, headOf } from './eventFold';

// What everybody at an account did, as of each of the account's points. Totals are kept per account and point, and what a contact did
// itself is taken off again when it is read, so that the work does not grow with the number of colleagues.

/** Spreads the cells of every contact over the points of its account. Call once, after the last event. */
export function foldAccounts(address: usize, contacts: i32, accounts: i32): void {
  const fold = changetype<EventFold>(address);
  for (let contact = 0; contact < contacts; contact++) foldContact(fold, contact);
  for (let account = 0; account < accounts; account++) {
    const start = load<i32>(fold.pointStart + ((account as usize) << 2));
    const end = load<i32>(fold.pointStart + ((account as usize) << 2), 4);
    for (let point = start + 1; point < end; point++) inherit(fold, point);
  }
}

function foldContact(fold: EventFold, contact: i32): void {
  const account = load<i32>(fold.accounts + ((contact as usize) << 2));
  if (account < 0) return;
  const start = load<i32>(fold.pointStart + ((account as usize) << 2));
  const end = load<i32>(fold.pointStart + ((account as usize) << 2), 4);
  if (start === end) return;
  const list = fold.listStart ? load<i32>(fold.listStart + ((contact as usize) << 2)) : 0;
  const active = fold.active + (load<u32>(fold.activeStart + ((contact as usize) << 2)) as usize) - start;
  const windows = fold.windows;
  const firstMask: u32 = fold.boundaryCount ? 0xffff : 0xffffffff;
  let head = headOf(fold, contact, 0);
  for (let slot = 0; slot < fold.slots; slot++) {
    for (let word = load<u32>(head); word; ) {
      const cell = cellAt(fold, word);
      const known = load<f64>(fold.cutoffs + ((((cell.key & firstMask) as usize) + list) << 3));
      let bucket = 0;
      // Points are cutoffs: the first at or after the one that knew first.
      let point = firstAfter(fold.pointAsOf, known - 1, start, end);
      if (point < end) offer(fold, point, biased(cell.latest), contact + 1);
      for (; point < end; point++) {
        bucket = bucketOf(fold, load<f64>(fold.pointAsOf + ((point as usize) << 3)) - cell.latest, bucket);
        if (bucket === windows) break;
        const events = fold.accountEvents + (((point as usize) * windows + bucket) << 2);
        store<u32>(events, load<u32>(events) + cell.count);
        const nearness = windows - bucket;
        if ((load<u8>(active + point) as i32) < nearness) store<u8>(active + point, nearness as u8);
      }
      word = cell.next;
    }
    head += 4;
  }
}

/** @param person the contact's position plus one. */
function offer(fold: EventFold, point: i32, instant: u64, person: i32): void {
  const latest = fold.latest + ((point as usize) << 3);
  const latestContact = fold.latestContact + ((point as usize) << 2);
  const runnerUp = fold.runnerUp + ((point as usize) << 3);
  if (load<i32>(latestContact) === person) {
    if (instant > load<u64>(latest)) store<u64>(latest, instant);
  } else if (instant > load<u64>(latest)) {
    store<u64>(runnerUp, load<u64>(latest));
    store<u64>(latest, instant);
    store<i32>(latestContact, person);
  } else if (instant > load<u64>(runnerUp)) store<u64>(runnerUp, instant);
}

/** What was known at an account's point before is known at the next one. */
function inherit(fold: EventFold, point: i32): void {
  const before = (point - 1) as usize;
  const mine = load<i32>(fold.latestContact + (before << 2));
  if (mine === 0) return;
  const runnerUp = load<u64>(fold.runnerUp + (before << 3));
  offer(fold, point, load<u64>(fold.latest + (before << 3)), mine);
  // Whose it was no longer matters: it was not `mine`, and if it is the leader's here, it does not exceed it.
  const at = fold.runnerUp + ((point as usize) << 3);
  if (load<i32>(fold.latestContact + ((point as usize) << 2)) === mine && runnerUp > load<u64>(at))
    store<u64>(at, runnerUp);
}
