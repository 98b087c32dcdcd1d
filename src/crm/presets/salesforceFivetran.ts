import { leftOutFields } from './fieldBudget.ts';
import type { Hands } from './hands.ts';
import type { Landing, Preset, PresetMapping } from './preset.ts';
import { givenRelations, noOutcome } from './relations.ts';
import { accountRelation } from './salesforce/account.ts';
import { attributeHistoryRelation } from './salesforce/attributeHistory.ts';
import { changeQuestions } from './salesforce/changes.ts';
import { contactRelation } from './salesforce/contact.ts';
import { eventRelation } from './salesforce/event.ts';
import { salesforceIdentities } from './salesforce/identities.ts';
import { knowsMoves, opportunityRelation } from './salesforce/opportunity.ts';
import { opportunityContactRelation } from './salesforce/opportunityContact.ts';
import { outcomeRelation } from './salesforce/outcome.ts';
import { ownFieldQuestions } from './salesforce/ownFields.ts';
import { campaignCandidates } from './salesforce/responses.ts';
import { salesforceSource } from './salesforce/source.ts';
import { spellings } from './salesforce/spellings.ts';
import { knowsRefusalsOverTime, suppressionRelation } from './salesforce/suppression.ts';
import { salesforceTables } from './salesforce/tables.ts';

/** Salesforce objects as Fivetran lands them, with or without history mode. */
export const salesforceFivetran: Preset = {
  name: 'salesforce-fivetran',
  title: 'Salesforce, loaded by Fivetran',
  schema: 'salesforce',
  crm: 'salesforce',
  tables: salesforceTables,
  spellings,
  cannotCarry: [
    'page views and pricing views: Salesforce does not see the website',
    'e-mail opens and clicks: they stay in the tool that sends',
    'minutes of webinars: a campaign response has no quantity',
    'times of campaign responses: Salesforce keeps their day, and only the first response to each campaign',
    'the account of a lead, beyond what the domain of its e-mail says',
  ],
  candidates: (landing, sample) => campaignCandidates(salesforceSource(landing), sample),
  questions: (landing, how) => ({ ...ownFieldQuestions(landing, how), ...changeQuestions(landing) }),
  map: mapSalesforce,
};

function mapSalesforce(landing: Landing, listed: Hands | undefined): PresetMapping {
  const source = salesforceSource(landing);
  // Where there is no campaign at all, nobody can have responded to one.
  const hands = listed?.counted === 'all' && listed.candidates.length === 0 ? undefined : listed;
  const outcome = outcomeRelation(source, hands);
  if (!outcome) throw noOutcome(landing, 'neither responses to campaigns nor lead.converted_date');
  const relations = {
    account: accountRelation(source),
    contact: contactRelation(source),
    event: eventRelation(source, hands),
    outcome,
    opportunity: opportunityRelation(source),
    opportunityContact: opportunityContactRelation(source),
    attributeHistory: attributeHistoryRelation(source),
    suppression: suppressionRelation(source),
  };
  const hasTitles = relations.contact.attributes?.title !== undefined;
  const comments: Record<string, string> = {
    account:
      'Accounts in Salesforce; those merged away are replaced by the one that was kept.\nWhere no history is kept, industry, country and size are taken for stable: leave out what is filled in after a deal.',
    contact:
      'Contacts, and leads that were not converted; a converted lead is its contact, from the day the lead came.\nWho came as a lead has the account whose website is the domain of its e-mail: conversion gives an account to\nthose who asked, and to have one would tell. The account of today is the one that the conversion gave: its open deals keep people off the list.',
    event:
      'Closed tasks, meetings and first responses to campaigns. Adapt the words by which kinds are told apart to your\ntypes and campaigns; which campaigns raise a hand is said in the list above.',
    outcome: hands
      ? 'A raised hand is the first response to a campaign of the list above.\nWhere no campaign is one by which people ask to be called, the conversion of a lead (lead.converted_date) may stand in.'
      : 'No campaign responses: the conversion of a lead stands in for the raised hand. Contacts who never were a lead\ncannot reach it.',
    opportunity: knowsMoves(source)
      ? 'Deals are closed from the first closed version, or the move into a closed stage, on.'
      : 'Deals are closed from their close date on, which people edit afterwards.',
    opportunityContact: 'Who has a part in a deal: its contact, its contact roles, and the lead it came from.',
    attributeHistory:
      'Values over time, from versions of rows (Fivetran in history mode), else from the changes of the fields that\nSalesforce tracks (LeadHistory and the like); before either was switched on there are none.',
    suppression: knowsRefusalsOverTime(source)
      ? 'Opt-outs, each with the channel it forbids, from when it is known.'
      : 'Opt-outs as they are today, each with the channel it forbids; without history they count for all past dates too.',
  };
  return {
    source: givenRelations(relations),
    comments,
    leftOut: [
      ...leftOutFields('contacts and leads', source.own.people),
      ...leftOutFields('accounts', source.own.accounts),
    ],
    program: {
      ...(hands ? {} : { title: 'Which lead will convert?' }),
      // Seniority and department are read from titles; as a category of their own they are too many.
      ...(hasTitles ? { exclude: { features: ['contact:title'] } } : {}),
    },
    identities: salesforceIdentities(source),
  };
}
