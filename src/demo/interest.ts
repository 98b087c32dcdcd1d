import { type Disposition, ripeness } from './disposition.ts';

/**
 * The hidden process that makes the demo company's contacts act and convert.
 *
 * Each day a contact is in one of four states of interest, or has turned away after it was left alone at the height of it,
 * and its account is either in a buying window or not; all are Markov chains. The state sets how often the contact shows
 * activity and how likely it is to convert that day, so activity is evidence of a conversion to come but never its cause,
 * and the probability of converting within a horizon is known exactly from the present states.
 */
export const stateCount = 5;
const highest = 3;
const turnedAway = 4;

/** Daily chance that an account's buying window opens, and closes. */
export const windowOpens = 0.0016;
export const windowCloses = 0.014;

/** Daily chance of rising from a state, by whether the account's window is open; of falling; of converting. */
const rise = [
  [0.0032, 0.01, 0.012],
  [0.013, 0.033, 0.036],
] as const;
const back = [0, 0.012, 0.013, 0.008, 0.007] as const;
/** Daily chance of turning away at the height of interest. */
const turning = 0.01;
/** Daily chance of converting: after many touches, and of those whom few are enough. */
const conversion = [
  [0.00003, 0.0004, 0.004, 0.028, 0],
  [0.0003, 0.005, 0.015, 0.024, 0],
] as const;

/** Of January to December: how ready people are to talk to sales. */
const season = [1.08, 1.03, 1, 1, 0.97, 0.97, 0.92, 0.85, 1.08, 1.03, 1, 0.85] as const;

/** What a day is to a contact: its UTC month (0 to 11), and days since the contact entered the CRM. */
export interface DemoDay {
  readonly month: number;
  readonly age: number;
  /** How many times as likely it makes the contact to convert; by default once. */
  readonly moved?: number;
}

/** Chance of converting on a day. */
export function conversionChance(state: number, windowOpen: boolean, by: Disposition, day: DemoDay): number {
  const together = windowOpen ? by.together : by.alone;
  const chance = conversion[by.quick ? 1 : 0][state]! * by.readiness * together;
  return Math.min(0.5, chance * ripeness(by.ripening, day.age) * season[day.month]! * (day.moved ?? 1));
}

/** Chance that a night leads on to the next state: to more interest, and from the height of it to turning away. */
export function onwardChance(state: number, windowOpen: boolean, curiosity: number): number {
  if (state === turnedAway) return 0;
  return state === highest ? turning : rise[windowOpen ? 1 : 0][state]! * curiosity;
}

/** Chance that a night leads back: to less interest, and to the beginning from having turned away. */
export function backChance(state: number): number {
  return back[state]!;
}

/** Where a way back leads. */
export function stateBefore(state: number): number {
  return state === turnedAway ? 0 : state - 1;
}

/** Calls `move` with every state that may follow after a night, and how likely it is. */
function eachNext(
  open: number,
  state: number,
  curiosity: number,
  move: (nextOpen: number, nextState: number, chance: number) => void,
): void {
  const changes = open === 1 ? windowCloses : windowOpens;
  const onward = onwardChance(state, open === 1, curiosity);
  const backward = backChance(state);
  for (let next = 0; next < 2; next++) {
    const share = next === open ? 1 - changes : changes;
    if (onward > 0) move(next, state + 1, share * onward);
    if (backward > 0) move(next, stateBefore(state), share * backward);
    move(next, state, share * (1 - onward - backward));
  }
}

/**
 * Shares of the five states once the chains have forgotten where they began, given whether the window is open.
 *
 * @returns ten shares: of states 0 to 4 with the window closed, which sum to 1, then with it open, likewise
 */
export function settledShares(curiosity: number): Float64Array {
  let shares = new Float64Array(2 * stateCount).fill(1 / (2 * stateCount));
  for (let night = 0; night < 3000; night++) {
    const after = new Float64Array(2 * stateCount);
    for (let open = 0; open < 2; open++)
      for (let state = 0; state < stateCount; state++)
        eachNext(open, state, curiosity, (nextOpen, nextState, chance) => {
          after[nextOpen * stateCount + nextState]! += chance * shares[open * stateCount + state]!;
        });
    shares = after;
  }
  const closed = shares.subarray(0, stateCount).reduce((sum, share) => sum + share, 0);
  return shares.map((share, index) => share / (index < stateCount ? closed : 1 - closed));
}

/**
 * Exact probability of converting within the given days, which follow one another, by backward recursion.
 *
 * @returns ten probabilities: of states 0 to 4 with the window closed, then with it open
 */
export function conversionProbabilities(disposition: Disposition, days: readonly DemoDay[]): Float64Array {
  let survival = new Float64Array(2 * stateCount).fill(1);
  for (let day = days.length - 1; day >= 0; day--) {
    const before = new Float64Array(2 * stateCount);
    for (let open = 0; open < 2; open++)
      for (let state = 0; state < stateCount; state++) {
        let after = 0;
        eachNext(open, state, disposition.curiosity, (nextOpen, nextState, chance) => {
          after += chance * survival[nextOpen * stateCount + nextState]!;
        });
        const today = conversionChance(state, open === 1, disposition, days[day]!);
        before[open * stateCount + state] = (1 - today) * after;
      }
    survival = before;
  }
  return survival.map((survived) => 1 - survived);
}
