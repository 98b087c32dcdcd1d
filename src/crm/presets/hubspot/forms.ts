import type { ConfigInput } from '../../../config/schema.ts';
import { derived, select, withCtes } from '../statement.ts';
import { mergedCtes, mergedJoin, ownerOf } from './merged.ts';
import type { FormObject, HubspotObjects } from './objects.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['outcome']>;

/** What the forms by which somebody asks to be called say of themselves, most telling first. */
const asking = [
  ['demo request', 'demo|demonstration|trial'],
  ['pricing request', 'pricing|price|quote'],
  ['contact request', 'contact|kontakt|sales|callback'],
] as const;

/** What the forms say of themselves that hand something out. */
const handingOut = 'download|white ?paper|e-?book|guide|checklist|template|report';

/** Whole words, in whatever case; a dash or an underscore divides words. */
function says(words: string): string {
  return `'(^|[^[:alpha:]])(${words})([^[:alpha:]]|$)'`;
}

/** What a form says of itself, in one text; undefined where nothing does. */
function formText({ title, page, formId }: FormObject): string | undefined {
  const said = [title, page, formId].filter((part) => part !== undefined);
  return said.length === 0 ? undefined : `concat_ws(' ', ${said.join(', ')})`;
}

/** A condition: the submission is of a form by which somebody asks to be called. */
export function isRaisedHand(form: FormObject): string {
  const text = formText(form);
  return text === undefined ? 'true' : `${text} ~* ${says(asking.map(([, words]) => words).join('|'))}`;
}

/** The kind of event that any other submission is. */
export function formEventKind(form: FormObject): string {
  const text = formText(form);
  if (text === undefined) return `'form_submission'`;
  return `CASE WHEN ${text} ~* ${says(handingOut)} THEN 'content_download' ELSE 'form_submission' END`;
}

/** Submissions of the forms by which somebody asks to be called; without any forms, a contact's deals. */
export function outcomeRelation(objects: HubspotObjects): Relation | undefined {
  const { form, deal, dealContact } = objects;
  if (form) {
    const text = formText(form);
    const kinds = asking.map(([kind, words]) => `\n    WHEN ${text} ~* ${says(words)} THEN '${kind}'`).join('');
    const query = select({
      columns: {
        contact_id: ownerOf(objects, form.contactId),
        occurred_at: form.at,
        kind: text === undefined ? `'form submission'` : `CASE${kinds}\n  END`,
      },
      from: form.from,
      joins: mergedJoin(objects, form.contactId),
      where: [...form.where, isRaisedHand(form)],
    });
    return { query: withCtes(mergedCtes(objects), query) };
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
      contact_id: ownerOf(objects, 'of_deal.contact_id'),
      occurred_at: deal.createdAt,
      kind: `'deal'`,
    },
    from: deal.from,
    joins: [
      `JOIN ${derived(pairs, 'of_deal')} ON of_deal.deal_id = ${deal.id}`,
      ...mergedJoin(objects, 'of_deal.contact_id'),
    ],
    where: deal.where,
  });
  return { query: withCtes(mergedCtes(objects), query) };
}
