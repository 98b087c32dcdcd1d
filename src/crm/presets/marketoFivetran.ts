import { leftOutFields } from './fieldBudget.ts';
import type { Hands } from './hands.ts';
import { leftOutOf, machineNote } from './machines.ts';
import { eventRelation, formCandidates, outcomeRelation } from './marketo/activities.ts';
import { attributeHistoryRelation } from './marketo/changes.ts';
import { ownFieldQuestions } from './marketo/ownFields.ts';
import { accountRelation, contactRelation, crmPeople } from './marketo/people.ts';
import { marketoSource } from './marketo/source.ts';
import { suppressionRelation } from './marketo/suppression.ts';
import { marketoTables } from './marketo/tables.ts';
import type { Landing, Preset, PresetMapping } from './preset.ts';
import { givenRelations, noOutcome } from './relations.ts';

/** Marketo as Fivetran lands it: leads, and one table for each kind of activity; alone or beside Salesforce. */
export const marketoFivetran: Preset = {
  name: 'marketo-fivetran',
  title: 'Marketo, loaded by Fivetran',
  schema: 'marketo',
  beside: ['salesforce'],
  tables: marketoTables,
  cannotCarry: [
    'how deals stand: it is known who was added to an opportunity, not whether that is open; people in one stay on the list, unless Salesforce is read too',
    'companies of their own: people belong together by the website of their company, else by its name',
    'values from before the log of changes begins: Marketo keeps it for a limited time',
    'webinars and fairs that somebody went to, but for the forms that they filled out',
  ],
  candidates: (landing, sample) => formCandidates(marketoSource(landing), sample),
  questions: ownFieldQuestions,
  map: mapMarketo,
};

function mapMarketo(landing: Landing, hands: Hands | undefined): PresetMapping {
  const source = marketoSource(landing);
  const outcome = outcomeRelation(source, hands);
  if (!outcome) throw noOutcome(landing, 'neither forms that were filled out nor additions to opportunities');
  const contact = contactRelation(source);
  const event = eventRelation(source, hands);
  const titled = contact.attributes?.title !== undefined;
  return {
    source: givenRelations({
      account: accountRelation(source),
      contact,
      event,
      outcome,
      attributeHistory: attributeHistoryRelation(source),
      suppression: suppressionRelation(source),
    }),
    comments: {
      account: 'Companies that leads name, by website or else by name.',
      contact: 'Leads that were neither merged into another nor deleted, from the day the first of those merged came.',
      event: `What leads did, but for opens and clicks that Marketo marks as those of machines.
Activities of leads that were merged away belong to the one that is left.${event?.machine ? machineNote : ''}`,
      outcome: hands
        ? 'The raised hand: filling out one of the forms listed above.'
        : 'No forms: being added to an opportunity stands in for the raised hand, which is later.',
      attributeHistory: [
        "Values over time, from Marketo's log of changes: before its first change a value was what the change says it was,",
        'and without any change what it is today. Of leads from before the log begins nothing is known before that.',
      ].join('\n'),
      suppression: 'By channel, since and until when it is known; what is true today decides.',
    },
    leftOut: leftOutFields('leads', source.own),
    // Seniority and department are read from titles; as a category of their own they are too many.
    program: leftOutOf({
      features: titled ? ['contact:title'] : [],
      sent: (event?.machine?.sends ?? []).length > 0,
    }),
    crmPeople: crmPeople(source),
  };
}
