import type { checkedRowFigures } from '../notice/checkedRows.ts';
import { counted, integer, percent } from '../text/format.ts';
import { type FindingWordings, findingWordings } from './finding.ts';
import { machineShares } from './machines.ts';

/** What `check` says of rows. */
export const checkedRowWordings: FindingWordings<keyof typeof checkedRowFigures> = findingWordings({
  'field-missing': {
    problem: ({ field }) => `${field} is missing`,
    effect: 'these rows are left out and counted',
    remedy: ({ field }) => `fill it, or map ${field} onto a column that is always filled`,
    meaning: 'A field that every row needs is empty.',
    advice: 'Fill it, or map the field onto a column that is always filled.',
  },
  'id-too-long': {
    problem: ({ field, mostBytes }) => `${field} is longer than ${integer(mostBytes)} bytes`,
    effect: 'no ranking can hold them: train and score refuse the table',
    remedy: 'map a shorter id in its place, the same wherever it occurs, such as md5(id)',
    meaning: 'An id is too long for the tables of the ranking.',
  },
  'instant-infinite': {
    problem: ({ field, mayLieAhead }) =>
      `${field} is ${mayLieAhead ? 'minus infinity' : 'infinite'}, or beyond the years 1 to 9999`,
    effect: 'the row counts as older than everything, as undated, or as not there yet',
    remedy: 'give the date, or leave it empty',
    meaning: 'A date is infinite, or in a year that cannot be.',
  },
  'instant-too-early': {
    problem: ({ field, year }) =>
      `${field} is before ${year}, like 1970-01-01, 1900-01-01 and other placeholders for no date`,
    effect: ({ entity, field }) => `history does not begin there; ${ofEarly(entity, field)}`,
    remedy: 'give the date, or leave it empty: map a SELECT with nullif',
    meaning: 'A date is so early that it is a placeholder for no date.',
  },
  'instant-in-future': {
    problem: ({ field }) => `${field} is in the future`,
    effect: 'these rows are not used before then; other dates may be wrong by as much',
    remedy: 'look for a wrong time zone, or swapped day and month',
    meaning: 'A date is in the future, where none can be.',
  },
  'instant-too-late': {
    problem: ({ field, year }) => `${field} is after ${year}, like 9999-12-31 and other placeholders for never`,
    effect: 'these rows are not used',
    remedy: 'give the date, or leave it empty: map a SELECT with nullif',
    meaning: 'A date is so late that it is a placeholder for never.',
  },
  'number-not-finite': {
    problem: ({ field }) => `${field} is NaN or infinite`,
    effect: 'these values count as missing',
    remedy: 'store NULL where there is no number',
    meaning: 'A number is NaN or infinite.',
  },
  'number-negative': {
    problem: ({ field }) => `${field} is negative`,
    effect: 'sums go down where such a value occurs',
    remedy: 'nothing, if refunds or corrections are meant',
    meaning: 'A value of an event is negative.',
  },
  'unknown-account': {
    problem: ({ field }) => `${field} names no account of the CRM`,
    effect: ({ entity, field }) => ofUnknownAccount(entity, field),
    remedy: 'load the missing accounts',
    meaning: 'Rows name accounts that are not among the accounts.',
  },
  'unknown-contact': {
    problem: ({ field }) => `${field} names no contact of the CRM`,
    effect: ({ entity }) =>
      entity === 'opportunity'
        ? 'these opportunities keep only the contacts of their account off the list'
        : 'these rows are left out and counted',
    remedy: ({ field }) => `load the missing contacts, or map ${field} onto the id that contacts have`,
    meaning: 'Rows name contacts that are not among the contacts.',
    advice: 'Load the missing contacts, or map the field onto the id that contacts have.',
  },
  'unknown-opportunity': {
    problem: ({ field }) => `${field} names no opportunity of the CRM`,
    effect: 'these rows are left out and counted: their contacts stay candidates',
    remedy: ({ field }) => `load the missing opportunities, or map ${field} onto the id that opportunities have`,
    meaning: 'Rows name opportunities that are not among the opportunities.',
    advice: 'Load the missing opportunities, or map the field onto the id that opportunities have.',
  },
  'opportunity-of-nobody': {
    problem: ({ links }) =>
      links
        ? 'neither accountId, nor contactId, nor opportunityContact names anybody of the CRM'
        : 'neither accountId nor contactId names anybody of the CRM',
    effect: 'these opportunities are left out: their contacts stay candidates',
    remedy: 'load the missing accounts or contacts, or map the ids that those have',
    meaning: 'Opportunities belong to no account and no contact of the CRM.',
  },
  'history-of-neither': {
    problem: 'entity is neither contact nor account',
    effect: 'these values are left out',
    remedy: 'map entity onto a column, or a SELECT, that says contact or account',
    meaning: 'Rows of the attribute history belong to something else than contacts and accounts.',
  },
  'history-of-unknown': {
    problem: ({ of }) => `entityId names no ${of} of the CRM`,
    effect: 'these values are left out and counted',
    remedy: ({ of }) => `load the missing ${of}s, or map the id that ${of}s have`,
    meaning: 'Rows of the attribute history name contacts or accounts that are not there.',
    advice: 'Load the missing contacts or accounts, or map the id that they have.',
  },
  'event-before-contact': {
    problem: 'occurred before the contact was created',
    effect: 'they count as activity of the contact from its first day on',
    remedy:
      'nothing, if visitors are tracked before they sign up; otherwise see that no migration changed the creation dates',
    meaning: 'Events are older than the contact they belong to.',
  },
  'outcome-before-contact': {
    problem: 'was reached when the contact was created, or before',
    effect: 'these contacts count as converted from the start and teach the model nothing',
    remedy:
      'nothing, if asking is what created them; otherwise see that no migration changed the creation dates, and that both dates have the same time zone',
    meaning: 'Outcomes are as old as the contact they belong to, or older.',
  },
  'known-before-it-happened': {
    problem: 'became known before it happened',
    effect: 'the later of both dates counts',
    remedy: 'see that occurredAt and ingestedAt are not swapped, and have the same time zone',
    meaning: 'Rows say that they were known before they happened.',
  },
  'known-late': {
    problem: 'became known more than a day after it happened',
    effect: 'no snapshot uses it before it was known',
    remedy: 'nothing',
    meaning: 'Rows arrived more than a day late. They count from the day they were known.',
  },
  'closed-before-opened': {
    problem: 'was closed before it was opened',
    effect: 'it keeps nobody off the list at any date',
    remedy: 'correct the dates, or the mapping of createdAt and closedAt',
    meaning: 'Opportunities are closed before they are opened.',
  },
  'won-without-date': {
    problem: 'was won, but nothing says when it was closed',
    effect: 'it counts as open for ever: its contacts never come back on the list',
    remedy: 'give the date, or map closedAt onto a column that every won opportunity has',
    meaning: 'Opportunities are won, and have no date at which they were closed.',
  },
  'ends-before-it-begins': {
    problem: 'ends before it begins',
    effect: 'it keeps nobody off the list at any date',
    remedy: 'correct the dates, or the mapping of since and until',
    meaning: 'Suppressions end before they begin.',
  },
  'key-repeated': {
    problem: ({ key }) => `${key.join(', ')} is the same in more than one row`,
    effect: ({ entity }) => ofRepeated(entity),
    remedy: ({ key }) => `see that ${key.join(', ')} names one row, or map a SELECT that gives each once`,
    meaning: 'Several rows have the same key.',
    advice: 'See that the key names one row, or map a SELECT that gives each once.',
  },
  'events-without-id': {
    problem: 'events have no id',
    effect: 'an event that was recorded twice counts twice',
    remedy: 'map event.id onto a column that names an event, if there is one',
    meaning: 'Events have no id, so an event that was recorded twice counts twice.',
  },
  'older-versions': {
    problem: ({ version }) => `rows are earlier versions, by ${version}`,
    effect: 'they are left out and counted; of each id the latest version is used',
    remedy: 'nothing',
    meaning: 'The table has earlier versions of rows. Only the latest version of each id is used.',
  },
  'versions-differ': {
    problem: ({ ids }) => `${counted(ids, 'id')} ${ids === 1 ? 'has' : 'have'} several rows that say different things`,
    effect: ({ entity }) => ofVersions(entity),
    remedy: ({ entity, version, possible }) => {
      if (version !== null)
        return `${version} is the same in these rows: name a column that differs, in source.${entity}.version, or map a SELECT that gives each id once`;
      return possible === null
        ? `name the column that grows with every version, in source.${entity}.version, or map a SELECT that gives each id once`
        : `if the latest row counts: source.${entity}.version = '${possible}'`;
    },
    meaning: 'Several rows have the same id and say different things.',
    advice: 'Name the column that grows with every version in `source.*.version`.',
  },
  'deletion-mark-unused': {
    problem: ({ column }) => `${column} marks rows as deleted, archived or out of date, and nothing uses it`,
    effect: ({ entity }) => ofDeleted(entity),
    remedy: ({ entity, keep, table }) =>
      `if these rows are gone, leave them out: ${
        table === null
          ? `in the query of ${entity}, WHERE ${keep}`
          : `instead of source.${entity}.table, source.${entity}.query = \`SELECT * FROM ${table} WHERE ${keep}\``
      }`,
    meaning: 'A column marks rows as deleted, and the mapping reads them like the others.',
    advice: 'If these rows are gone, leave them out with a query; the line after `fix` has it.',
  },
  'dated-one-day': {
    problem: ({ field, day, rows, dated }) =>
      field === 'createdAt'
        ? `${percent(rows / dated, 0)} of opportunities were opened on one day, ${day}`
        : `${percent(rows / dated, 0)} of closed opportunities were closed on one day, ${day}`,
    effect: ({ field }) =>
      field === 'createdAt'
        ? 'if an import set the date, contacts that sales already talked to count as candidates at earlier dates'
        : 'if somebody closed old ones on that day, contacts were kept off the list too long, and wins and losses have wrong dates',
    remedy: ({ field }) =>
      field === 'createdAt'
        ? 'map the date at which each was opened'
        : 'map the date at which each was won or lost, such as from the history of its stage',
    meaning: 'Most opportunities were opened, or closed, on one day, as after an import.',
    advice: 'Map the date at which each was opened, or won or lost.',
  },
  'burst-of-one': {
    problem: ({ eventKind, largest, at, bursts }) =>
      `${integer(largest)} events of the kind ${JSON.stringify(eventKind)} of one contact are dated at one instant, ${at}${more(bursts, 'bursts')}`,
    effect:
      'features count all of these as one event of their contact, as no person does so much at once; their values are added row by row',
    remedy: ofBurst(),
    meaning:
      'One contact has very many events of one kind at one instant, as after an import. They count as one event.',
  },
  'burst-of-many': {
    problem: ({ eventKind, largest, at, bursts }) =>
      `${integer(largest)} events of the kind ${JSON.stringify(eventKind)} are dated at one instant, ${at}${more(bursts, 'instants')}`,
    effect: ({ burst }) =>
      `if an import or a new load dated them, what happened before looks like activity of that day; every row counts, as no contact has ${integer(burst)} of them`,
    remedy: ofBurst(),
    meaning: 'Very many events of one kind have the same instant, as after an import or a mass mailing.',
  },
  'machine-events': {
    problem: machineShares,
    effect: ({ kept, found }) =>
      found === 0
        ? 'all opens and clicks are used, each from an hour after it became known'
        : kept
          ? 'they are used like those by people, as source.event.machine.keep asks'
          : 'no feature uses them; the others are used from an hour after they became known',
    remedy: ({ kept }) =>
      kept
        ? 'leave keep out of source.event.machine to leave them out'
        : 'nothing, or set keep: true in source.event.machine to use them',
    meaning:
      'Mail gateways and mail clients open messages and follow links by themselves. Rules tell such events from those by people.',
    advice: 'Nothing. keep: true in source.event.machine uses them like those by people.',
  },
  'machine-kinds-absent': {
    problem: ({ kinds }) => `source.event.machine names kinds of which there is no event: ${quoted(kinds)}`,
    effect: 'opens and clicks by machines of such kinds, or after such sends, are not found',
    remedy: 'correct the kinds in source.event.machine, as the events write them',
    meaning: 'A kind of event is declared as send, open or click, and no event has it.',
  },
});

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}

function ofEarly(entity: string, field: string): string {
  switch (`${entity}.${field}`) {
    case 'contact.createdAt':
      return 'these contacts are left out and counted: they have no creation date';
    case 'account.createdAt':
      return 'these accounts have no creation date';
    case 'event.occurredAt':
      return 'they count as older than everything';
    case 'outcome.occurredAt':
      return 'these contacts count as converted from the start';
    case 'opportunity.closedAt':
      return 'these deals count as open';
    case 'suppression.until':
      return 'these suppressions stay in force for ever';
    default:
      return 'the date counts as it is';
  }
}

function ofUnknownAccount(entity: string, field: string): string {
  if (entity === 'opportunity')
    return 'these opportunities keep off the list their own contact and contacts that name the same account; no feature counts them';
  return field === 'currentAccountId'
    ? 'no account is ranked for these contacts; open deals of the account they name still keep them off the list'
    : 'these contacts count as having no account: nothing is known of their colleagues, and no account is ranked for them';
}

function ofRepeated(entity: string): string {
  if (entity === 'opportunity') return 'every row counts: while one of them is open, the deal is';
  if (entity === 'event') return 'of the rows with one id, one is used';
  if (entity === 'contact' || entity === 'account') return 'of the rows with one id, the one created first is used';
  return 'they count once';
}

function ofVersions(entity: string): string {
  if (entity === 'opportunity') return 'every row counts: while one of them is open, the deal is';
  if (entity === 'account') return 'the row created first is used, of several the first by the alphabet';
  return 'the row created first is used, of several the one that has its account, of several the first by the alphabet';
}

function ofDeleted(entity: string): string {
  switch (entity) {
    case 'contact':
      return 'they are ranked like any other';
    case 'event':
      return 'they count as activity';
    case 'outcome':
      return 'they count as conversions';
    case 'opportunity':
      return 'while they are open they keep contacts off the list';
    case 'opportunityContact':
    case 'suppression':
      return 'they keep contacts off the list';
    default:
      return 'they count like any other';
  }
}

function more(bursts: number, of: string): string {
  return bursts > 1 ? `, and ${integer(bursts - 1)} more such ${of}` : '';
}

function ofBurst(): string {
  return 'nothing, if that many were sent at once; otherwise map the date at which each happened, or leave these rows out of the query';
}
