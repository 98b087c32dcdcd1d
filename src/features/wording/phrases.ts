import type { Phrases } from '../feature.ts';

/** Phrases of how many there were: `1 e-mail open in the last 7 days`. */
export function countPhrases(one: string, many: string, when: string): Phrases {
  const none = `no ${many} ${when}`;
  return { missing: none, negative: none, zero: none, one: `1 ${one} ${when}`, many: `{value} ${many} ${when}` };
}

/** Phrases of how many days ago something last was: `last webinar 12 days ago`. */
export function agoPhrases(what: string, never: string): Phrases {
  const recent = `${what} less than a day ago`;
  return { missing: never, negative: recent, zero: recent, one: `${what} 1 day ago`, many: `${what} {value} days ago` };
}

/** Phrases of whether something became more or less frequent. */
export function trendPhrases(what: string, when: string): Phrases {
  const steady = `as many ${what} ${when} as before`;
  return {
    missing: steady,
    negative: `fewer ${what} ${when} than before`,
    zero: steady,
    one: `more ${what} ${when} than before`,
    many: `more ${what} ${when} than before`,
  };
}

/** Phrases of whether a change quickens. */
export function momentumPhrases(what: string): Phrases {
  const steady = `${what} neither speeding up nor slowing down`;
  const faster = `${what} speeding up`;
  return { missing: steady, negative: `${what} slowing down`, zero: steady, one: faster, many: faster };
}

/** The same phrase for every value, and one for none. */
export function samePhrase(phrase: string, missing: string): Phrases {
  return { missing, negative: phrase, zero: phrase, one: phrase, many: phrase };
}

/** Phrases of how often those converted who touched the same things, as a multiple of the usual. */
export function ratePhrases(what: string, missing: string): Phrases {
  const many = `${what} after which {value} times as many as usual converted`;
  const zero = `${what} after which nobody converted so far`;
  return { missing, negative: zero, zero, one: `${what} after which as many as usual converted`, many };
}
