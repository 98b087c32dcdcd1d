import { parse } from 'csv-parse/sync';
import { microsecondsPerDay } from '../../src/time/instant.ts';
import { type PublicTable, publicTexts, type Records } from './publicTable.ts';

const users = 'relax_adopted/takehome_users.csv';
const engagement = 'relax_adopted/takehome_user_engagement.csv';
const day = microsecondsPerDay / 1000;
/** A user is looked at so many days after signing up, and may adopt within so many more. */
const [lookedAt, horizon] = [14, 60];

/**
 * Sign-ups, and what was known of each two weeks later: will it come to three days of log-ins within seven in the next 60 days?
 *
 * Users that had adopted by then are left out, and so are those whose 60 days had not passed at the last log-in there is.
 */
export const relaxAdopted: PublicTable = {
  ...{ name: 'relax_adopted', half: 'tuning', label: 'adopts', positive: 'yes', missing: [''] },
  time: { column: 'signed up' },
  read() {
    const texts = publicTexts([users, engagement]);
    return texts && recordsOf(texts[users], texts[engagement]);
  },
};

interface User {
  readonly id: string;
  readonly source: string;
  readonly mailing: string;
  readonly drip: string;
  readonly organisation: string;
  readonly invitedBy: string;
  readonly domain: string;
  /** Milliseconds since 1970. */
  readonly signedUp: number;
  /** Midnights of the days of log-ins, ascending. */
  readonly days: readonly number[];
  /** When it adopted: Infinity for never. */
  readonly adopted: number;
}

function recordsOf(usersText: string, engagementText: string): Records {
  const days = new Map<string, number[]>();
  let end = 0;
  for (const { time_stamp, user_id } of rowsOf(engagementText)) {
    const own = days.get(user_id!) ?? [];
    own.push(Date.parse(`${time_stamp!.slice(0, 10)}Z`));
    days.set(user_id!, own);
    end = Math.max(end, own.at(-1)!);
  }
  const all = rowsOf(usersText).map((row) =>
    userOf(
      row,
      (days.get(row.object_id!) ?? []).sort((a, b) => a - b),
    ),
  );
  const organisations = Map.groupBy(all, ({ organisation }) => organisation);
  const rows = all
    .filter(({ signedUp, adopted }) => {
      const asOf = signedUp + lookedAt * day;
      return adopted >= asOf && asOf + horizon * day <= end;
    })
    .sort((a, b) => a.signedUp - b.signedUp || (a.id < b.id ? -1 : 1))
    .map((user) => recordOf(user, organisations.get(user.organisation)!));
  return [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))];
}

function rowsOf(text: string): Readonly<Record<string, string>>[] {
  return parse(text, { columns: true });
}

function userOf(row: Readonly<Record<string, string>>, days: readonly number[]): User {
  const [date, clock] = row.creation_time!.split(' ');
  const [dayOfMonth, month, year] = date!.split('-');
  return {
    id: row.object_id!,
    source: row.creation_source!,
    mailing: row.opted_in_to_mailing_list!,
    drip: row.enabled_for_marketing_drip!,
    organisation: row.org_id!,
    invitedBy: row.invited_by_user_id!,
    domain: row.email!.split('@')[1] ?? '',
    signedUp: Date.parse(`${year}-${month}-${dayOfMonth}T${clock}Z`),
    days,
    adopted: days.find((at, third) => third >= 2 && at - days[third - 2]! < 7 * day) ?? Infinity,
  };
}

/** Nothing here is known later than two weeks after the sign-up but the outcome. */
function recordOf(user: User, colleagues: readonly User[]): Record<string, string> {
  const { signedUp, days, adopted } = user;
  const asOf = signedUp + lookedAt * day;
  // A day is known at its end.
  const known = days.filter((at) => at + day <= asOf);
  const others = colleagues.filter((other) => other !== user && other.signedUp < asOf);
  const recent = others.map((other) => other.days.filter((at) => at + day <= asOf && at >= asOf - 30 * day).length);
  return {
    'signed up': new Date(signedUp).toISOString().slice(0, 10),
    source: user.source,
    mailing: user.mailing,
    drip: user.drip,
    organisation: `organisation ${user.organisation}`,
    invited: user.invitedBy === '' ? 'no' : 'yes',
    'mail domain': user.domain,
    'days of log-ins': String(known.length),
    'days of log-ins, last week': String(known.filter((at) => at >= asOf - 7 * day).length),
    'days since the last log-in': known.length === 0 ? '' : ((asOf - known.at(-1)!) / day).toFixed(2),
    colleagues: String(others.length),
    'colleagues that adopted': String(others.filter((other) => other.adopted + day <= asOf).length),
    'colleagues active in 30 days': String(recent.filter((count) => count > 0).length),
    'log-ins of colleagues in 30 days': String(recent.reduce((sum, count) => sum + count, 0)),
    adopts: adopted < asOf + horizon * day ? 'yes' : 'no',
  };
}
