import type { Program } from '../config/schema.ts';
import type { Instant } from '../time/instant.ts';
import { microsecondsOf } from '../time/instant.ts';
import { emailDomain } from './emailDomain.ts';
import { type Grouped, groupRows } from './grouped.ts';
import type { ExclusionReason } from './ledger.ts';
import type { Opportunities, Population, Spans } from './population.ts';

/** Which account a contact belongs to: as of past dates the one a model may know, else today's. */
type Accounts = 'as a model may know' | 'today';

/**
 * Who may be approached at a date, by what was known then.
 *
 * A contact is set aside at t when an outcome was known at t (`occurredAt < t`, and `ingestedAt < t` where the source
 * knows it; with a cool-down, when the last such outcome is less than that ago), when an opportunity of its account, or its own,
 * was open (`createdAt < t`, and not closed before t), or while it is suppressed (`since < t < until`). Where the program asks for customers, or for those who
 * are none, what was won before t says who that is.
 */
export class Eligibility {
  readonly #population: Population;
  readonly #account: Int32Array;
  readonly #coolDown: number;
  readonly #keepOpen: boolean;
  readonly #customers: Program['eligibility']['customers'];
  readonly #domains: ReadonlySet<string | null>;
  readonly #outcomes: Grouped;
  readonly #ofAccounts: Grouped;
  readonly #ofContacts: Grouped;
  readonly #suppressions: Grouped;

  /** @param accounts `today` only where the date is that of the run: at a past date today's account tells what came after. */
  constructor(population: Population, program: Program, accounts: Accounts) {
    const contacts = population.contacts.ids.length;
    const { coolDownDays } = program.outcome;
    this.#population = population;
    this.#account = accounts === 'today' ? population.currentAccount : population.contacts.account;
    // No age is at least NaN: without a cool-down an outcome stands for ever.
    this.#coolDown = coolDownDays === undefined ? Number.NaN : microsecondsOf(coolDownDays);
    this.#customers = program.eligibility.customers;
    this.#keepOpen = program.eligibility.openOpportunity === 'keep';
    this.#domains = new Set(program.exclude.emailDomains.map((domain) => emailDomain(`@${domain}`)));
    this.#outcomes = groupRows(population.outcomes.contact, contacts);
    this.#ofAccounts = groupRows(population.accountOpportunities.subject, population.accounts.ids.length);
    this.#ofContacts = groupRows(population.contactOpportunities.subject, contacts);
    this.#suppressions = groupRows(population.suppressions.subject, contacts);
  }

  /** Whether the configuration leaves the contact out at every date. */
  isExcluded(contact: number): boolean {
    const domain = this.#population.contacts.emailDomain[contact] ?? null;
    return domain !== null && this.#domains.has(domain);
  }

  /** Why a contact is not approached at an instant, by what was known before it; null when nothing stands against it. */
  obstacle(contact: number, at: Instant): ExclusionReason | null {
    const asCustomer = this.#customerObstacle(contact, at);
    if (asCustomer !== null) return asCustomer;
    if (this.#hasConverted(contact, at)) return 'already converted';
    if (!this.#keepOpen && this.#hasOpenOpportunity(contact, at)) return 'open opportunity';
    return this.#isSuppressed(contact, at) ? 'suppressed' : null;
  }

  /** Whether an outcome, known by now or later, falls in [from, to). */
  converts(contact: number, from: Instant, to: Instant): boolean {
    const { occurredAt } = this.#population.outcomes;
    const { start, rows } = this.#outcomes;
    for (let i = start[contact]!; i < start[contact + 1]!; i++)
      if (occurredAt[rows[i]!]! >= from && occurredAt[rows[i]!]! < to) return true;
    return false;
  }

  #customerObstacle(contact: number, at: Instant): ExclusionReason | null {
    if (this.#customers === undefined) return null;
    const { are, forDays } = this.#customers;
    const lastWon = this.#lastWon(contact, at);
    const hasBought = lastWon > Number.NEGATIVE_INFINITY;
    if (are === 'none') return hasBought ? 'already a customer' : null;
    const isCurrent = hasBought && at - lastWon <= microsecondsOf(forDays);
    if (are === 'current') return isCurrent ? null : 'no current customer';
    return hasBought && !isCurrent ? null : 'no former customer';
  }

  /** When an opportunity of the contact's account, or its own, was last won before an instant; −Infinity for never. */
  #lastWon(contact: number, at: Instant): Instant {
    const { accountOpportunities, contactOpportunities } = this.#population;
    const account = this.#account[contact]!;
    return Math.max(
      account < 0 ? Number.NEGATIVE_INFINITY : lastWonOf(accountOpportunities, this.#ofAccounts, account, at),
      lastWonOf(contactOpportunities, this.#ofContacts, contact, at),
    );
  }

  #hasConverted(contact: number, at: Instant): boolean {
    const { occurredAt, ingestedAt, begunAt = occurredAt } = this.#population.outcomes;
    const { start, rows } = this.#outcomes;
    for (let i = start[contact]!; i < start[contact + 1]!; i++) {
      const occurred = occurredAt[rows[i]!]!;
      // Within the day of an outcome nobody can tell whether it is behind or ahead.
      const mayBeOver = begunAt[rows[i]!]! < at && occurred >= at;
      // A NaN ingestion is not at or after anything: the outcome was known when it happened.
      const isKnown = occurred < at && !(ingestedAt[rows[i]!]! >= at);
      if (mayBeOver || (isKnown && !(at - occurred >= this.#coolDown))) return true;
    }
    return false;
  }

  #hasOpenOpportunity(contact: number, at: Instant): boolean {
    const { accountOpportunities, contactOpportunities } = this.#population;
    const account = this.#account[contact]!;
    if (account >= 0 && isOpen(accountOpportunities, this.#ofAccounts, account, at)) return true;
    return isOpen(contactOpportunities, this.#ofContacts, contact, at);
  }

  #isSuppressed(contact: number, at: Instant): boolean {
    const { from, until } = this.#population.suppressions;
    const { start, rows } = this.#suppressions;
    for (let i = start[contact]!; i < start[contact + 1]!; i++)
      if (!(from[rows[i]!]! >= at) && !(until[rows[i]!]! <= at)) return true;
    return false;
  }
}

function lastWonOf({ until, won }: Opportunities, { start, rows }: Grouped, subject: number, at: Instant): Instant {
  let last = Number.NEGATIVE_INFINITY;
  for (let i = start[subject]!; i < start[subject + 1]!; i++) {
    const closed = until[rows[i]!]!;
    if (won[rows[i]!] === 1 && closed < at && closed > last) last = closed;
  }
  return last;
}

function isOpen({ from, until }: Spans, { start, rows }: Grouped, subject: number, at: Instant): boolean {
  for (let i = start[subject]!; i < start[subject + 1]!; i++)
    if (from[rows[i]!]! < at && !(until[rows[i]!]! < at)) return true;
  return false;
}
