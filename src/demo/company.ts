import { Random } from '../numeric/random.ts';
import { microsecondsPerDay } from '../time/instant.ts';
import { type Audience, type Disposition, dispositionOf, type Facts } from './disposition.ts';
import {
  companyHeads,
  companyTails,
  countries,
  departments,
  firstNames,
  freeMailDomains,
  industries,
  lastNames,
  sources,
  studentTitles,
  titlesByLevel,
} from './words.ts';

/** The demo company's time: 24 months that end on a fixed date, so that the same seed gives the same bytes for ever. */
export const demoEnd = Date.UTC(2026, 6, 1) * 1000;
export const demoDays = 730;
export const demoStart = demoEnd - demoDays * microsecondsPerDay;

export interface DemoAccount {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly industry: string;
  readonly country: string;
  readonly employees: number;
  /** Day since the start on which it entered the CRM; negative where it was there before. */
  readonly createdDay: number;
  readonly contacts: readonly DemoContact[];
}

export interface DemoContact {
  /** A bigint beyond what a number holds exactly, as some CRMs have them. */
  readonly id: bigint;
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly source: string;
  readonly createdDay: number;
  readonly disposition: Disposition;
}

const firstContactId = 9_007_199_254_800_000n;

/**
 * The accounts of a company of about the given number of contacts, a fifth as many accounts, one at a time.
 *
 * @param personas whether two kinds of people buy far more often than others, see `demoPersonas`
 */
export function* demoAccounts(contacts: number, seed: number, personas = false): Generator<DemoAccount> {
  const random = new Random(seed);
  let made = 0;
  for (let index = 0; made < contacts; index++) {
    const size = Math.min(contacts - made, contactsOfAccount(random));
    yield makeAccount(random, { index, size, before: made, personas });
    made += size;
  }
}

/** Mostly few, sometimes many: a mean of five. */
function contactsOfAccount(random: Random): number {
  return 1 + Math.min(39, Math.floor(random.exponential() * 4.5));
}

function makeAccount(
  random: Random,
  {
    index,
    size,
    before,
    personas,
  }: { readonly index: number; readonly size: number; readonly before: number; readonly personas: boolean },
): DemoAccount {
  const head = pick(random, companyHeads);
  const tail = pick(random, companyTails);
  const domain = `${head}${tail}${index}.example`.toLowerCase();
  const industry = pick(random, industries);
  const employees = Math.max(3, Math.round(Math.exp(4.6 + 1.5 * random.normal())));
  const createdDay = creationDay(random, -600);
  const rival = industry === 'software' && random.next() < 0.2;
  const contacts = Array.from({ length: size }, (_, offset) =>
    makeContact(random, {
      id: firstContactId + BigInt(before + offset),
      domain,
      industry,
      employees,
      createdDay,
      rival,
      personas,
    }),
  );
  const name = `${head} ${tail}`;
  return {
    id: `acc-${index + 1}`,
    name,
    domain,
    industry,
    country: pick(random, countries),
    employees,
    createdDay,
    contacts,
  };
}

interface Surroundings {
  readonly id: bigint;
  readonly domain: string;
  readonly industry: Facts['industry'];
  readonly employees: number;
  readonly createdDay: number;
  readonly rival: boolean;
  readonly personas: boolean;
}

function makeContact(random: Random, at: Surroundings): DemoContact {
  const freeMail = random.next() < 0.14;
  const audience = audienceOf(random, at.rival, freeMail);
  const level = audience === 'looker' ? 0 : levelOf(random);
  const department = pick(random, departments);
  const source = pick(random, sources);
  const firstName = pick(random, firstNames);
  const lastName = pick(random, lastNames);
  const titles = audience === 'looker' && random.next() < 0.4 ? studentTitles : titlesByLevel[level]!;
  const mailbox = asciiOf(`${firstName}.${lastName}`);
  return {
    id: at.id,
    name: `${firstName} ${lastName}`,
    email: freeMail
      ? `${mailbox}${random.integer(90) + 10}@${pick(random, freeMailDomains)}`
      : `${mailbox}@${at.domain}`,
    title: pick(random, titles).replace('*', department),
    source,
    createdDay: creationDay(random, at.createdDay),
    disposition: dispositionOf({ audience, level, department, source, freeMail, ...at }),
  };
}

/** Students and job seekers mostly write from a private address; a competitor's people do not. */
function audienceOf(random: Random, rival: boolean, freeMail: boolean): Audience {
  if (rival) return 'rival';
  return random.next() < (freeMail ? 0.5 : 0.05) ? 'looker' : 'buyer';
}

function levelOf(random: Random): number {
  const draw = random.next();
  return draw < 0.45 ? 0 : draw < 0.75 ? 1 : draw < 0.92 ? 2 : 3;
}

/** Half of them were there before the record begins; the rest arrive evenly, never before `earliest`. */
function creationDay(random: Random, earliest: number): number {
  const day = random.next() < 0.5 ? -random.integer(600) : random.integer(demoDays - 10);
  return Math.max(day, earliest);
}

function asciiOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/[^a-z.]/g, '');
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.integer(from.length)]!;
}
