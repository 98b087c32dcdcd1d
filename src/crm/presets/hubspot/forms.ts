import type { ConfigInput } from '../../../config/schema.ts';
import type { Hands } from '../hands.ts';
import { derived, select, withCtes } from '../statement.ts';
import { mergedCtes, mergedJoin, notMerged, ownerOf } from './merged.ts';
import type { FormObject, HubspotObjects } from './objects.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['outcome']>;

/** What forms say of themselves that hand something out. */
const handingOut = 'download|white ?paper|e-?book|guide|checklist|template|report';

/** Whole words, in whatever case; a dash or an underscore divides words. */
function says(words: string): string {
  return `'(^|[^[:alpha:]])(${words})([^[:alpha:]]|$)'`;
}

/**
 * Forms that were sent in, and those that never were, each by its own name where the landing has it, else by title and
 * path of the page it stands on most often; undefined where nothing tells one form from another.
 */
export function formCandidates(
  form: FormObject | undefined,
  sample: string,
): { what: string; query: string } | undefined {
  if (form?.key === undefined) return undefined;
  const { key, page, names } = form;
  const sent = select({
    columns: {
      key,
      page: page && `mode() WITHIN GROUP (ORDER BY ${page})`,
      times: 'count(*)',
      contacts: `count(DISTINCT ${form.contactId})`,
    },
    from: `${form.from}${sample}`,
    where: form.where,
    tail: 'GROUP BY 1',
  });
  const name = [names && 'named.name', page && 'sent.page'].filter((part) => part);
  const query = select({
    columns: {
      key: names ? 'coalesce(sent.key, named.key)' : 'sent.key',
      name: name.length === 0 ? 'NULL::text' : `coalesce(${name.join(', ')})`,
      times: 'coalesce(sent.times, 0)',
      contacts: 'coalesce(sent.contacts, 0)',
    },
    from: 'sent',
    joins: names ? ['FULL JOIN named ON named.key = sent.key'] : [],
  });
  return { what: 'form', query: withCtes({ sent, ...(names ? { named: names } : {}) }, query) };
}

/** Joins what a submission asks for as `raised.kind`: NULL for a form that raises no hand. */
export function raisedJoin(form: FormObject, hands: Hands): string {
  return `LEFT JOIN ${hands.rows} AS raised (key, kind) ON raised.key = ${form.key}`;
}

/** Joins the form's own name, for {@link formEventKind}. */
export function formNameJoin({ names, formId }: FormObject): readonly string[] {
  return names && formId ? [`LEFT JOIN ${derived(names, 'named')} ON named.key = ${formId}`] : [];
}

/** The kind of event that a submission is which raises no hand. */
export function formEventKind({ names, formId, page }: FormObject): string {
  const texts = [names && formId ? 'named.name' : undefined, page, formId].filter((text) => text !== undefined);
  if (texts.length === 0) return `'form_submission'`;
  return `CASE WHEN coalesce(${texts.join(', ')}) ~* ${says(handingOut)} THEN 'content_download' ELSE 'form_submission' END`;
}

/** Submissions of the forms by which somebody asks to be called; without any forms, a contact's deals. */
export function outcomeRelation(objects: HubspotObjects, hands: Hands | undefined): Relation | undefined {
  const { form, deal, dealContact } = objects;
  if (form) {
    const query = select({
      columns: {
        contact_id: ownerOf(objects, 'contact', form.contactId),
        occurred_at: form.at,
        kind: hands ? 'raised.kind' : `'form submission'`,
      },
      from: form.from,
      joins: [...mergedJoin(objects, 'contact', form.contactId), ...(hands ? [raisedJoin(form, hands)] : [])],
      where: [...form.where, ...(hands ? ['raised.kind IS NOT NULL'] : [])],
    });
    return { query: withCtes(mergedCtes(objects, 'contact'), query) };
  }
  if (!deal || !dealContact) return undefined;
  const pairs = select({
    columns: {
      deal_id: dealContact.id,
      contact_id: dealContact.other,
    },
    from: dealContact.from,
    where: dealContact.where,
  });
  const query = select({
    columns: {
      contact_id: ownerOf(objects, 'contact', 'of_deal.contact_id'),
      occurred_at: deal.createdAt,
      kind: `'deal'`,
    },
    from: deal.from,
    joins: [
      `JOIN ${derived(pairs, 'of_deal')} ON of_deal.deal_id = ${deal.id}`,
      ...mergedJoin(objects, 'contact', 'of_deal.contact_id'),
      ...mergedJoin(objects, 'deal', deal.id),
    ],
    where: [...deal.where, ...notMerged(objects, 'deal')],
  });
  return { query: withCtes(mergedCtes(objects, 'contact', 'deal'), query) };
}
