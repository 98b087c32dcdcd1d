/**
 * The hidden process that makes the demo company's contacts act and convert.
 *
 * Each day a contact is in one of four states of interest and its account either in a buying window
 * or not; both are Markov chains. The state sets how often the contact shows activity and how likely
 * it is to convert that day, so activity is evidence of a conversion to come but never its cause, and
 * the probability of converting within a horizon is known exactly from the present states.
 */
export const stateCount = 4;

/** Daily chance that an account's buying window opens, and closes. */
export const windowOpens = 0.0016;
export const windowCloses = 0.014;

/** Daily chance of rising from a state, by whether the account's window is open; of falling; of converting. */
const rise = [
  [0.0032, 0.0095, 0.011, 0],
  [0.012, 0.03, 0.03, 0],
] as const;
const fall = [0, 0.016, 0.02, 0.03] as const;
const conversion = [0.00003, 0.0002, 0.0018, 0.013] as const;

/** Of January to December: how ready people are to talk to sales. */
const season = [1.15, 1.05, 1, 1, 0.95, 0.95, 0.85, 0.75, 1.15, 1.05, 1, 0.75] as const;

/** What makes one contact different from another for good. */
export interface Disposition {
  /** Multiplies the chance of rising. */
  readonly curiosity: number;
  /** Multiplies the chance of converting. */
  readonly readiness: number;
}

export function riseChance(state: number, windowOpen: boolean, curiosity: number): number {
  return rise[windowOpen ? 1 : 0][state]! * curiosity;
}

export function fallChance(state: number): number {
  return fall[state]!;
}

/** Chance of converting on a day of the given UTC month (0 to 11). */
export function conversionChance(state: number, readiness: number, month: number): number {
  return Math.min(0.5, conversion[state]! * readiness * season[month]!);
}

/** Calls `move` with every state that may follow after a night, and how likely it is. */
function eachNext(
  open: number,
  state: number,
  curiosity: number,
  move: (nextOpen: number, nextState: number, chance: number) => void,
): void {
  const changes = open === 1 ? windowCloses : windowOpens;
  const up = riseChance(state, open === 1, curiosity);
  const down = fallChance(state);
  for (let next = 0; next < 2; next++) {
    const share = next === open ? 1 - changes : changes;
    if (up > 0) move(next, state + 1, share * up);
    if (down > 0) move(next, state - 1, share * down);
    move(next, state, share * (1 - up - down));
  }
}

/**
 * Shares of the four states once the chains have forgotten where they began, given whether the window is open.
 *
 * @returns eight shares: of states 0 to 3 with the window closed, which sum to 1, then with it open, likewise
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
 * Exact probability of converting within the days whose UTC months are given, by backward recursion.
 *
 * @returns eight probabilities: of states 0 to 3 with the window closed, then with it open
 */
export function conversionProbabilities(disposition: Disposition, months: readonly number[]): Float64Array {
  let survival = new Float64Array(2 * stateCount).fill(1);
  for (let day = months.length - 1; day >= 0; day--) {
    const before = new Float64Array(2 * stateCount);
    for (let open = 0; open < 2; open++)
      for (let state = 0; state < stateCount; state++) {
        let after = 0;
        eachNext(open, state, disposition.curiosity, (nextOpen, nextState, chance) => {
          after += chance * survival[nextOpen * stateCount + nextState]!;
        });
        const today = conversionChance(state, disposition.readiness, months[day]!);
        before[open * stateCount + state] = (1 - today) * after;
      }
    survival = before;
  }
  return survival.map((survived) => 1 - survived);
}
