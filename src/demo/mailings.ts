import type { Random } from '../numeric/random.ts';
import { microsecondsPerDay } from '../time/instant.ts';
import { type DemoAccount, type DemoContact, demoAccounts, demoDays, demoEnd, demoStart } from './company.ts';
import { arrivalOf, type DemoActivity } from './history.ts';

/** What mailings leave behind beside what people do by themselves. */
export interface Mailings {
  /** Accounts whose mail gateway opens messages, by how it does. */
  readonly scanned: ReadonlyMap<string, Scanner>;
}

/** A gateway that opens as messages arrive, that follows all links a little later, or that opens one mailing for everybody at once. */
export type Scanner = 'on arrival' | 'all links' | 'everybody';

/** What somebody does, and of whom. */
export interface Done {
  readonly contact: DemoContact;
  readonly activity: DemoActivity;
}

const scanners: readonly Scanner[] = ['on arrival', 'all links', 'everybody'];

const second = 1_000_000;
const daysBetween = 14;
/** Seconds that a mailing takes to go out. */
const sendingTakes = 300;
/** Share of messages that somebody reads soon, and after how many seconds in the mean. */
const readSoon = 0.003;
const readAfter = 300;
/** Machines' opens per open by people at a scanned account: 30% of all. */
const scannedPerOpen = 0.3 / 0.7;
const links = 4;
/** People behind a gateway from whose number on it may open for all of them at once. */
const mostOpenedApart = 8;

/** Picks the largest accounts to be scanned, one manner after the other. */
export function mailingsOf(
  size: { readonly contacts: number; readonly seed: number },
  scannedDomains: number,
): Mailings {
  const largest = [...demoAccounts(size.contacts, size.seed)]
    .map(({ id, contacts }) => ({ id, people: contacts.length }))
    .toSorted((a, b) => b.people - a.people)
    .slice(0, scannedDomains);
  return { scanned: new Map(largest.map(({ id }, at) => [id, scanners[at % scanners.length]!])) };
}

/** The messages that an account's people get, and what of them is opened soon. The same whoever is scanned. */
export function mailedTo(random: Random, { contacts }: DemoAccount): readonly Done[] {
  const done: Done[] = [];
  for (const contact of contacts) {
    for (const mailing of mailingsTo(contact)) {
      const sentAt = mailing + random.integer(sendingTakes * second);
      add(random, done, contact, 'email_sent', sentAt);
      if (random.next() >= readSoon) continue;
      add(random, done, contact, 'email_open', sentAt + Math.floor(random.exponential() * readAfter * second));
    }
  }
  return done;
}

/**
 * What a gateway opens and clicks: so often that 30% of the opens at its domain are its own.
 *
 * @param mailed what `mailedTo` gave. @param opened opens by each person.
 */
export function scannedBy(
  random: Random,
  scanner: Scanner,
  { contacts, domain }: DemoAccount,
  mailed: readonly Done[],
  opened: ReadonlyMap<bigint, number>,
): readonly Done[] {
  const people = contacts.filter(({ email }) => email.endsWith(`@${domain}`));
  const opens = people.reduce((sum, { id }) => sum + (opened.get(id) ?? 0), 0);
  const wanted = Math.round(opens * scannedPerOpen);
  const done: Done[] = [];
  if (scanner === 'everybody') openForAll(random, people, wanted, done);
  else {
    const sent = mailed.filter(({ contact, activity }) => activity.kind === 'email_sent' && people.includes(contact));
    for (let open = 0; open < wanted; open++) {
      const { contact, activity } = sent[random.integer(sent.length)]!;
      const at = activity.occurredAt + random.integer(8 * second);
      add(random, done, contact, 'email_open', at);
      if (scanner === 'all links') clickAll(random, contact, at, done);
    }
  }
  return done;
}

/** Opens mailings for everybody who got them, well after they went out. */
function openForAll(random: Random, people: readonly DemoContact[], wanted: number, done: Done[]): void {
  const mailings = mailingsTo(people[0]!).map((sentAt) => ({
    sentAt,
    to: people.filter(({ createdDay }) => demoStart + createdDay * microsecondsPerDay < sentAt),
  }));
  const toMany = mailings.filter(({ to }) => to.length >= mostOpenedApart);
  while (toMany.length > 0 && done.length < wanted) {
    const { sentAt, to } = toMany[random.integer(toMany.length)]!;
    const at = sentAt + (sendingTakes + random.integer(3600)) * second + second / 2;
    for (const contact of to) add(random, done, contact, 'email_open', at + random.integer(second / 2));
  }
}

/** Clicks on all links within a second, a minute after the open. */
function clickAll(random: Random, contact: DemoContact, openedAt: number, done: Done[]): void {
  const at = Math.floor(openedAt / second) * second + 61 * second;
  for (let link = 0; link < links; link++) add(random, done, contact, 'email_click', at + random.integer(second));
}

function mailingsTo({ createdDay }: DemoContact): number[] {
  const days = Array.from({ length: Math.floor(demoDays / daysBetween) }, (_, mailing) => mailing * daysBetween);
  return days.filter((day) => day > createdDay).map((day) => demoStart + day * microsecondsPerDay + 8 * 3600 * second);
}

function add(random: Random, done: Done[], contact: DemoContact, kind: string, occurredAt: number): void {
  const ingestedAt = arrivalOf(random, occurredAt);
  if (ingestedAt < demoEnd)
    done.push({ contact, activity: { kind, occurredAt, ingestedAt, minutes: Number.NaN, content: null } });
}
