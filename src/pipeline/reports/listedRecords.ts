import type { PageSettings } from '../../config/page.ts';
import type { Program } from '../../config/schema.ts';
import { inLockedSources } from '../../crm/lockedSources.ts';
import { readLastTouches, readListedColumns } from '../../crm/readListed.ts';
import type { Sources } from '../../crm/source.ts';
import { HandraiseError } from '../../errors.ts';
import { handOffsOf } from '../../publish/handOffs.ts';
import { type CriterionEvidence, publishedEvidence } from '../../publish/publishedEvidence.ts';
import type { ListedEvidence } from '../../ranking/listed.ts';
import type { RankedAccount, RankedContact } from '../../ranking/ranking.ts';
import type { ListedPerson, ListedRecord } from '../../report/reportData.ts';
import { isoOf } from '../../time/instant.ts';
import { databaseNow, type Workbench } from '../../workbench/workbench.ts';

/** Attributes to filter by where the program names none. */
const usualFilters: readonly string[] = ['owner', 'industry', 'country'];

/** A value to show, and the column that holds it. */
interface Shown {
  readonly name: string;
  readonly column: string;
}

/**
 * What the CRM says today of the accounts and people that a page lists: what they can be filtered by, how people are reached, and when
 * they were last approached.
 *
 * @throws HandraiseError `config` where the page is to show what no column holds, `data` where a table or column is gone, `database`, `permission`.
 */
export async function listedRecords(
  { handle, config, signal }: Workbench,
  name: string,
  { page }: Program,
  accounts: readonly RankedAccount[],
  contacts: readonly RankedContact[],
): Promise<{
  readonly accountRecords: ReadonlyMap<string, ListedRecord>;
  readonly contactRecords: ReadonlyMap<string, ListedPerson>;
}> {
  const now = isoOf(await databaseNow(handle));
  const accountIds = accounts.map(({ accountId }) => accountId);
  const contactIds = contacts.map(({ contactId }) => contactId);
  const evidence = await publishedEvidence(handle, name, contactIds);
  const handOffs = await handOffsOf(handle, name, contactIds);
  return inLockedSources(handle, config.source, { signal }, async (client, sources) => {
    const from = { client, kysely: handle.kysely, sources };
    requireEmail(sources, page);
    const filters = page?.filters ?? usualFilters;
    const ofAccounts = shown(sources, 'account', filters);
    const ofContacts = shown(sources, 'contact', filters);
    const reach = shown(sources, 'contact', page?.reach ?? []);
    const accountRows = await readListedColumns(from, 'account', accountIds, columnsOf(ofAccounts));
    const contactRows = await readListedColumns(from, 'contact', contactIds, columnsOf([...ofContacts, ...reach]));
    const touches = await readLastTouches(from, contactIds, now);
    return {
      accountRecords: new Map(
        accountIds.map((id) => [
          id,
          { facets: valuesOf(ofAccounts, accountRows.get(id), 0), link: linkOf(page?.accountLink, id) },
        ]),
      ),
      contactRecords: new Map(
        contactIds.map((id) => [
          id,
          {
            facets: valuesOf(ofContacts, contactRows.get(id), 0),
            link: linkOf(page?.contactLink, id),
            reach: valuesOf(reach, contactRows.get(id), ofContacts.length),
            lastTouch: touches.get(id) ?? (sources.has('touch') ? ('never' as const) : null),
            evidence: (evidence.get(id) ?? []).map(newestOf),
            handOff: handOffs.get(id) ?? null,
          },
        ]),
      ),
    };
  });
}

/** @throws HandraiseError `config` where the page is to show e-mail addresses, and contacts have none. */
function requireEmail(sources: Sources, page: PageSettings | undefined): void {
  const asks = (['filters', 'reach'] as const).find((setting) => page?.[setting]?.includes('email'));
  if (asks === undefined || sources.fields('contact').includes('email')) return;
  throw new HandraiseError('config', `page.${asks} names email, and no column holds the e-mail address of contacts`, {
    hint: 'map it: source.contact.columns.email, or leave it out of the page',
  });
}

/** Those of the names that the entity has, as a field or an attribute in a column; the configuration names none that neither entity has. */
function shown(sources: Sources, entity: 'account' | 'contact', names: readonly string[]): readonly Shown[] {
  const attributes = new Set(sources.attributes(entity).map(({ name }) => name));
  return names.flatMap((name) => {
    if (attributes.has(name)) return [{ name, column: `attribute:${name}` }];
    return sources.fields(entity).includes(name) && name === 'email' ? [{ name, column: 'email' }] : [];
  });
}

function columnsOf(of: readonly Shown[]): readonly string[] {
  return of.map(({ column }) => column);
}

function valuesOf(
  of: readonly Shown[],
  row: readonly (string | null)[] | undefined,
  from: number,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    of.flatMap(({ name }, i) => {
      const value = row?.[from + i]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

function linkOf(pattern: string | undefined, id: string): string | null {
  return pattern === undefined ? null : pattern.replaceAll('{id}', encodeURIComponent(id));
}

/** What the newest evidence of a criterion says. */
function newestOf({ criterion, meaning, state, met, pieces: [newest] }: CriterionEvidence): ListedEvidence {
  const { value = null, source = null, dated = null } = newest ?? {};
  return { criterion: meaning ?? criterion, state, met, value, source, dated };
}
