import type { Hands } from './hands.ts';
import { accountRelation, contactRelation } from './odoo/contact.ts';
import { eventRelation } from './odoo/events.ts';
import { attributeHistoryRelation } from './odoo/history.ts';
import { leadCandidates, opportunityRelation, outcomeRelation } from './odoo/leads.ts';
import { odooSource } from './odoo/source.ts';
import { suppressionRelation } from './odoo/suppression.ts';
import { odooSpellings, odooTables } from './odoo/tables.ts';
import { trackedFieldsQuestion } from './odoo/trackedFields.ts';
import type { Landing, Preset, PresetMapping } from './preset.ts';
import { givenRelations } from './relations.ts';

/** Odoo's own database: CRM, mailings and website, of versions 15 to 19. */
export const odoo: Preset = {
  name: 'odoo',
  title: 'Odoo, its own database',
  schema: 'public',
  crm: 'odoo',
  tables: odooTables,
  spellings: odooSpellings,
  cannotCarry: [
    'values over time, but for the fields whose changes Odoo tracks: the industry and country of companies are those of today',
    'what was merged away: Odoo deletes it; messages and meetings move to the record that is kept, mailings are found again by address',
    'visits of people who neither logged in nor sent in a form, and visits from before they did until they did',
    'opens and clicks by machines, which Odoo does not mark',
    'any but the first open and the last answer to each mailing',
  ],
  candidates: (landing, sample) => leadCandidates(odooSource(landing), sample),
  questions: trackedFieldsQuestion,
  map: mapOdoo,
};

function mapOdoo(landing: Landing, hands: Hands | undefined): PresetMapping {
  const source = odooSource(landing);
  return {
    source: givenRelations({
      account: accountRelation(source),
      contact: contactRelation(source),
      event: eventRelation(source),
      outcome: outcomeRelation(source, hands),
      opportunity: opportunityRelation(source),
      attributeHistory: attributeHistoryRelation(source),
      suppression: suppressionRelation(source),
    }),
    comments: {
      account: 'Partners that are companies. Industry and country are taken for stable.',
      contact: `Everybody once, by the name that Odoo gives a record: partners who are people from outside, leads who are no partner yet,
members of mailing lists who are neither. A lead is its partner, else the partner of the same address.
Who came as a lead has the company whose website is the domain of the e-mail: conversion gives a lead a partner and
a company, and to have them would tell who asked. The company of today is the partner's own.`,
      event: `Opens, clicks and answers of mailings, visits of the website, e-mails from people, activities that were done, and meetings.
Visits of a visitor who sent in a form are known since then.`,
      outcome: hands
        ? 'The raised hand: a lead that came by one of the ways listed above, at the time it came.'
        : 'Nothing says how leads came: opportunities stand in for raised hands, which is later.',
      opportunity:
        'Opportunities: won in a stage that wins or at a probability of 100; lost once archived, unless they were won and still\nare at 100. While one is open, its person and company are no candidates.',
      attributeHistory:
        'Values over time, from the changes that Odoo tracks: the stage of leads, and own fields that are tracked.',
      suppression:
        'Addresses that opted out of mailings, numbers that opted out of text messages, and who left all mailing lists.',
    },
    program: {},
  };
}
