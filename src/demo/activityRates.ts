import type { Audience } from './disposition.ts';
import { stateCount } from './interest.ts';

/** Daily rates of each kind of activity in the five states. */
const rates: Readonly<Record<string, readonly number[]>> = {
  email_open: [0.005, 0.016, 0.042, 0.06, 0.004],
  email_click: [0.0006, 0.005, 0.018, 0.035, 0.0004],
  page_view: [0.002, 0.015, 0.06, 0.14, 0.001],
  pricing_view: [0.0001, 0.001, 0.014, 0.09, 0.0001],
  content_download: [0.0003, 0.004, 0.016, 0.022, 0.0002],
  webinar_attended: [0.0003, 0.003, 0.012, 0.014, 0.0001],
  fair_visit: [0.0002, 0.0008, 0.002, 0.004, 0.0002],
  chat_started: [0.0001, 0.0005, 0.005, 0.026, 0.0001],
};

/** What an audience does more of, or less, than buyers. */
const leanings: Readonly<Record<Audience, Readonly<Record<string, number>>>> = {
  buyer: {},
  looker: { page_view: 4, content_download: 3, webinar_attended: 2, pricing_view: 0.8, chat_started: 0.5 },
  rival: { page_view: 3, pricing_view: 5, content_download: 2, chat_started: 0.1 },
};

export const activityKinds = Object.keys(rates);

/** What somebody does in a day, in the order of `activityKinds`. */
export interface Rates {
  readonly rates: readonly number[];
  readonly total: number;
}

function ratesOf(audience: Audience): readonly Rates[] {
  return Array.from({ length: stateCount }, (_, state) => {
    const inState = activityKinds.map((kind) => rates[kind]![state]! * (leanings[audience][kind] ?? 1));
    return { rates: inState, total: inState.reduce((sum, rate) => sum + rate, 0) };
  });
}

/** By audience and state. */
export const activityRates: Readonly<Record<Audience, readonly Rates[]>> = {
  buyer: ratesOf('buyer'),
  looker: ratesOf('looker'),
  rival: ratesOf('rival'),
};
