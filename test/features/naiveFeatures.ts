import { type Cell, missing, numberCell } from './cells.ts';
import { day, type SmallCrm, type SmallEvent, type SmallProgram, type SmallRow } from './smallCrm.ts';

/** Every feature of one row by its definition: lists, filters and nothing else. */
export function naiveFeatures(
  crm: SmallCrm,
  { contact: contactId, asOf }: SmallRow,
  { lookbackDays }: SmallProgram,
  kinds: readonly string[],
  valueKinds: readonly string[],
): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const contact = crm.contacts.find(({ id }) => id === contactId)!;
  const account = crm.accounts.find(({ id, createdAt }) => id === contact.account && !(createdAt >= asOf));
  const people = new Map(crm.contacts.map((person) => [person.id, person]));
  const known = firstCopies(crm.events).filter(
    (event) =>
      event.occurredAt < asOf && !(event.ingestedAt >= asOf) && (people.get(event.contact)?.createdAt ?? asOf) < asOf,
  );
  const mine = known.filter((event) => event.contact === contactId);
  const others = known.filter(
    (event) => event.contact !== contactId && account && people.get(event.contact)!.account === account.id,
  );
  const windows = [...lookbackDays].sort((a, b) => a - b);
  const shortest = windows[0]!;
  const longest = windows.at(-1)!;
  const within = (events: readonly SmallEvent[], days: number) =>
    events.filter(({ occurredAt }) => occurredAt >= asOf - days * day);
  const last = (events: readonly SmallEvent[]) =>
    events.length === 0 ? Number.NaN : Math.max(...events.map(({ occurredAt }) => occurredAt));
  const daysSince = (instant: number) => numberCell((asOf - instant) / day);
  const trend = (events: readonly SmallEvent[]) => {
    const recent = within(events, shortest).length;
    const earlier = within(events, longest).length - recent;
    const perRecent = (recent * (longest / shortest) + 0.5) / (earlier * (longest / (longest - shortest)) + 0.5);
    return numberCell(Math.log(perRecent));
  };

  for (const kind of kinds) {
    const events = mine.filter((event) => event.kind === kind);
    for (const days of windows) cells.set(`count:${kind}:${days}d`, numberCell(within(events, days).length));
    cells.set(`recency:${kind}`, daysSince(last(events)));
    if (windows.length > 1) cells.set(`trend:${kind}`, trend(events));
  }
  for (const kind of valueKinds)
    for (const days of windows) {
      const values = within(mine, days).filter((event) => event.kind === kind && Math.abs(event.value) <= 1e11);
      const tenThousandths = values.reduce((sum, { value }) => sum + BigInt(Math.round(value * 10_000)), 0n);
      cells.set(`value:${kind}:${days}d`, numberCell(Number(tenThousandths) / 10_000));
    }
  cells.set('activity:recency', daysSince(last(mine)));
  if (windows.length > 1) cells.set('activity:trend', trend(mine));
  for (const days of windows) {
    const ages = within(mine, days).map(({ occurredAt }) => Math.ceil((asOf - occurredAt) / day));
    cells.set(`activity:days:${days}d`, numberCell(new Set(ages).size));
    cells.set(`colleagues:events:${days}d`, account ? numberCell(within(others, days).length) : missing);
  }
  for (const days of new Set([shortest, longest])) {
    const active = new Set(within(others, days).map((event) => event.contact));
    cells.set(`colleagues:people:${days}d`, account ? numberCell(active.size) : missing);
  }
  cells.set('colleagues:recency', daysSince(last(others)));

  cells.set('tenure:contact', daysSince(contact.createdAt));
  cells.set('tenure:account', account ? daysSince(account.createdAt) : missing);
  const asOfHistory = (entity: string, id: string | undefined) =>
    crm.history
      .filter((entry) => entry.entity === entity && entry.id === id && entry.validFrom < asOf)
      .sort((a, b) => a.validFrom - b.validFrom)
      .at(-1)?.value ?? null;
  const score = asOfHistory('contact', contactId);
  cells.set('contact:score', score === null ? missing : numberCell(Number(score)));
  const plan = asOfHistory('account', account?.id);
  cells.set('account:plan', plan === null ? missing : `level ${plan}`);
  cells.set('account:industry', account?.industry ? `level ${account.industry}` : missing);
  cells.set('title:seniority', levelOf(contact.title, { 'Head of IT': 'Head of department', CMO: 'C-level' }));
  cells.set('title:department', levelOf(contact.title, { 'Head of IT': 'IT', CMO: 'Marketing' }));
  const domains = { 'gmail.com': 'level free', 'acme.example': 'level corporate' };
  cells.set('email:domain', domains[contact.emailDomain as keyof typeof domains] ?? 'level none');
  return cells;
}

function levelOf(title: string | null, levels: Readonly<Record<string, string>>): Cell {
  return title === null ? missing : `level ${levels[title]}`;
}

/** Of the events that share contact and id the one known first. */
function firstCopies(events: readonly SmallEvent[]): SmallEvent[] {
  const knownAt = ({ occurredAt, ingestedAt }: SmallEvent) =>
    Number.isNaN(ingestedAt) ? occurredAt : Math.max(occurredAt, ingestedAt);
  return events.filter((event) => {
    if (event.id === null) return true;
    const copies = events.filter(({ id, contact }) => id === event.id && contact === event.contact);
    const [first] = copies.sort(
      (a, b) =>
        knownAt(a) - knownAt(b) ||
        a.occurredAt - b.occurredAt ||
        (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) ||
        valueOrder(a.value) - valueOrder(b.value),
    );
    return first === event;
  });
}

/** As Postgres sorts: missing values last. */
function valueOrder(value: number): number {
  return Number.isNaN(value) ? Number.MAX_VALUE : value;
}
