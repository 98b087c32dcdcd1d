import type { Hands } from '../hands.ts';
import { leftOutOf, machineNote } from '../machines.ts';
import type { LandingTable, Preset, PresetMapping } from '../preset.ts';
import type { PresetName } from '../presetNames.ts';
import { givenRelations } from '../relations.ts';
import { attributeHistoryRelation } from './attributeHistory.ts';
import {
  emailQuestions,
  emailTracked,
  eventCandidates,
  eventRelation,
  outcomeRelation,
  suppressionRelation,
} from './calls.ts';
import { mostUsers } from './namedId.ts';
import { nobodyQuestions, nobodysCalls } from './nobodysCalls.ts';
import { accountRelation, contactRelation } from './people.ts';
import { type SegmentSource, segmentSource } from './source.ts';
import { aliasTable } from './tables.ts';

/** How the tables of one source are read, whichever pipeline wrote them. */
export function eventPipeline(name: PresetName, title: string, tables: readonly LandingTable[]): Preset {
  return {
    name,
    title: `${title}, one source`,
    schema: name,
    tables,
    cannotCarry: [
      'opportunities: contacts of accounts with an open deal stay on the list',
      'suppressions, but for opt-outs that are tracked as unsubscribed or opted_out',
      'links that were clicked in e-mails: they are in the tables of single events; clicks by machines are told without them',
      'quantities such as minutes watched: they are in the tables of single events',
      'since when somebody belongs to a group: membership counts as of today, for all past dates too',
      'people who were never identified, and what anonymous visitors did who never were',
    ],
    candidates: (landing, sample) => eventCandidates(segmentSource(landing, tables.includes(aliasTable)), sample),
    questions: (landing) => {
      const source = segmentSource(landing, tables.includes(aliasTable));
      return { ...nobodyQuestions(source), ...emailQuestions(source) };
    },
    map: (landing, hands) => ({
      ...mapSource(segmentSource(landing, tables.includes(aliasTable)), listed(hands), emailTracked(landing)),
      leftOut: nobodysCalls(landing),
    }),
  };
}

function listed(hands: Hands | undefined): Hands {
  if (hands === undefined) throw new Error('a preset maps events that were not listed');
  return hands;
}

function mapSource(source: SegmentSource, hands: Hands, mail: ReturnType<typeof emailTracked>): PresetMapping {
  const mapped = givenRelations({
    account: accountRelation(source),
    contact: contactRelation(source),
    event: eventRelation(source, hands, mail),
    outcome: outcomeRelation(source, hands),
    attributeHistory: attributeHistoryRelation(source),
    suppression: suppressionRelation(source),
  });
  const comments: Record<string, string> = {
    account: 'Groups, from the day they were created or, without that trait, first called.',
    contact:
      'Everybody who was identified, with the traits set last; a member of the group that was called last.\nMembership is known as of today only, for all past dates too: map it from the CRM where people change companies,\nor are put into a group because they asked.\nWho is first identified by the very form that asks for a demo is nobody before: no snapshot can foresee it.',
    event: `Tracked events under their own names, and page views. An anonymous id counts for the user identified last before\nthe event, else for the first after it, and for nobody where more than ${mostUsers} users were identified under it; such events\nare known from the first arrival of that identify on.${mapped.event?.machine ? machineNote : ''}`,
    outcome: 'Events that raise a hand: those in the list above.',
    attributeHistory: 'Traits over time, from the calls that set them.',
    suppression: 'Events that opt out. Adapt the names to those you track.',
  };
  return {
    source: mapped,
    comments,
    program: {
      title: 'Who will ask for a demo?',
      // Seniority and department are read from titles; as a category of their own they are too many.
      ...leftOutOf({
        features: source.identifies.has('title') ? ['contact:title'] : [],
        sent: mapped.event?.machine !== undefined && mail.includes('sent'),
      }),
    },
  };
}
