import type { Hands } from './hands.ts';
import { leftOutOf, machineNote } from './machines.ts';
import { eventRelation, formCandidates, outcomeRelation } from './pardot/activities.ts';
import { opportunityContactRelation, opportunityRelation } from './pardot/opportunities.ts';
import { accountRelation, contactRelation, crmPeople } from './pardot/people.ts';
import { pardotSource } from './pardot/source.ts';
import { suppressionRelation } from './pardot/suppression.ts';
import { pardotTables } from './pardot/tables.ts';
import type { Landing, Preset, PresetMapping } from './preset.ts';
import { givenRelations, noOutcome } from './relations.ts';

/** Pardot (Marketing Cloud Account Engagement) as Fivetran lands it, alone or beside the Salesforce it belongs to. */
export const pardotFivetran: Preset = {
  name: 'pardot-fivetran',
  title: 'Pardot, loaded by Fivetran',
  schema: 'pardot',
  beside: ['salesforce'],
  tables: pardotTables,
  cannotCarry: [
    'values over time: industry, country and company size are those of today; score and grade know the outcome and are not read',
    'companies of their own: people belong together by the website of their company, else by its name',
    'since when somebody is marked as not to be called or e-mailed: the mark counts for all past dates too',
    'when a visitor was found out to be a prospect: what the visitor did before counts as known when it happened',
    'by which program something was opened, and for certain which link was clicked: opens and clicks by machines are told by their time alone',
    'deals beyond the people in them: colleagues are kept off the list where all of those are of one company',
  ],
  candidates: (landing, sample) => formCandidates(pardotSource(landing), sample),
  map: mapPardot,
};

function mapPardot(landing: Landing, hands: Hands | undefined): PresetMapping {
  const source = pardotSource(landing);
  const outcome = outcomeRelation(source, hands);
  if (!outcome) throw noOutcome(landing, 'neither submissions of forms nor opportunities of prospects');
  return {
    source: givenRelations({
      account: accountRelation(source),
      contact: contactRelation(source),
      event: eventRelation(source, hands),
      outcome,
      opportunity: opportunityRelation(source),
      opportunityContact: opportunityContactRelation(source),
      suppression: suppressionRelation(source),
    }),
    comments: {
      account:
        'Companies that prospects name, by website or else by name: what most of their prospects say of them today.\nIndustry, country and size are taken for stable: leave out what is filled in after a deal.',
      contact: 'Prospects that were neither deleted nor archived; Pardot merges them by keeping one.',
      event: `What prospects did, by the number of its type.${machineNote}`,
      outcome: hands
        ? 'The raised hand: a submission of one of the forms, form handlers or landing pages listed above.'
        : 'No submissions of forms: an opportunity of a prospect stands in for the raised hand, which is later.',
      opportunity: 'Opportunities. While one is open, its prospects and their company are no candidates.',
      opportunityContact: 'The prospects of each opportunity.',
      suppression:
        'Opt-outs of e-mail since the visit to the page, until a return; marks not to e-mail or call as they are today.',
    },
    program: leftOutOf({ features: [], sent: source.activity !== undefined }),
    crmPeople: crmPeople(source),
  };
}
