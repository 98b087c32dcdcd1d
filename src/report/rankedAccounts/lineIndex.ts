import { rankingCsvLines } from '../csv.ts';
import { changeFacets } from './changed.ts';
import type { Entries, Entry } from './entry.ts';
import { entryRows } from './entryRows.ts';
import { highest } from './list.ts';
import { inPacks, linesPerPack, packed } from './pack.ts';
import { standingFacets } from './standing.ts';

/** What the page's script knows of a line without showing it. */
interface LineKeys {
  readonly rank: number;
  readonly name: string;
  readonly probability: number;
  readonly tier: string;
  readonly people: number;
  /** What a search looks into. */
  readonly words: string;
  /** Values to filter by: of the account and of its people. */
  readonly facets: Readonly<Record<string, readonly string[]>>;
}

/** Everything the page's script works with: keys of all lines, their CSV records, and the rows that are not shown at first. */
export function lineIndex({ listed, others }: Entries) {
  const most = highest(listed);
  return {
    keys: packed(JSON.stringify(listed.map(keysOf))),
    records: packed(JSON.stringify([listed.map(rankingCsvLines), others.map(rankingCsvLines)])),
    packs: inPacks(listed)
      .slice(1)
      .map((rows, pack) =>
        packed(rows.map((entry, i) => entryRows(entry, (pack + 1) * linesPerPack + i + 1, most).text).join('')),
      ),
  };
}

function keysOf(entry: Entry): LineKeys {
  const people = entry.person ? [entry.person] : entry.contacts;
  const texts = [
    entry.name,
    entry.beside,
    ...entry.reasons.map(({ sentence }) => sentence),
    ...people.flatMap(({ contact }) => [
      contact.contactName ?? contact.contactId,
      contact.title,
      ...contact.reasons.map(({ sentence }) => sentence),
    ]),
  ];
  const { rank, name, probability, tier } = entry;
  return {
    ...{ rank, name, probability, tier, people: entry.people },
    words: [...new Set(texts.filter((text) => text !== null))].join('\n'),
    facets: facetsOf(entry),
  };
}

/** Every value of each name, of the line and of its people. */
export function facetsOf(entry: Entry): Readonly<Record<string, readonly string[]>> {
  const facets = new Map<string, Set<string>>();
  const people = entry.person ? [entry.person] : entry.contacts;
  const all = [
    entry.record?.facets ?? {},
    entry.account?.momentum ? { momentum: entry.account.momentum } : {},
    ...people.flatMap((person) => [person.record?.facets ?? {}, standingFacets(person), changeFacets(person.change)]),
  ];
  for (const values of all)
    for (const [name, value] of Object.entries(values)) {
      const known = facets.get(name);
      if (known) known.add(value);
      else facets.set(name, new Set([value]));
    }
  return Object.fromEntries([...facets].map(([name, values]) => [name, [...values]]));
}
