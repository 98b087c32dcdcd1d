import type { checkedTableFigures } from '../notice/checkedTables.ts';
import { counted, percent } from '../text/format.ts';
import { type FindingWordings, findingWordings } from './finding.ts';
import { joined } from './listed.ts';

const inheritedTwice = 'a row that is in both tables counts twice, unless an id shows that it is the same row';

/** What `check` says of tables. */
export const checkedTableWordings: FindingWordings<keyof typeof checkedTableFigures> = findingWordings({
  'entity-refused': {
    problem: ({ message }) => message,
    effect: 'no command that reads the CRM runs until this is fixed',
    remedy: ({ hint }) => hint,
    meaning: 'The entity cannot be read: a table or column is missing, has another type, or may not be read.',
    advice: 'Do what the line after `fix` says, mostly a change of the configuration or a GRANT.',
  },
  'needed-entity-absent': {
    problem: 'is neither mapped nor imported',
    effect: ({ entity }) => withoutNeeded(entity),
    remedy: ({ entity }) => mapOrImport(entity),
    meaning: 'Contacts or outcomes are neither mapped nor imported. Nothing works without them.',
    advice: 'Map the entity in the configuration, or import a file with `handraise import`.',
  },
  'events-absent': {
    problem: 'is neither mapped nor imported',
    effect: 'the model sees only attributes and age, and what people do says most about them',
    remedy: ({ entity }) => mapOrImport(entity),
    meaning: 'There are no events. A model works without them, but what people do says most about them.',
    advice: 'Map `source.event` in the configuration, or import a file with `handraise import event`.',
  },
  'needed-table-empty': {
    problem: ({ table }) => `${table} has no rows`,
    effect: ({ entity }) => withoutNeeded(entity),
    remedy: ({ entity }) => mapOrImport(entity),
    meaning: 'The table of contacts or outcomes has no rows.',
    advice: 'See that its load works, map another table, or import a file with `handraise import`.',
  },
  'table-empty': {
    problem: ({ table }) => `${table} has no rows`,
    effect: ({ entity }) =>
      entity === 'event'
        ? 'the model sees only attributes and age, and what people do says most about them'
        : 'it says nothing',
    remedy: ({ entity }) => mapOrImport(entity),
    meaning: 'A table that is mapped has no rows.',
    advice: 'See that its load works, map another table, or take it out of the configuration.',
  },
  'source-rows-hidden': {
    problem: ({ tables, role }) => `row-level security hides rows of ${tables.join(', ')} from the role ${role}`,
    effect:
      'hidden rows count as if they did not exist: a contact whose refusal is hidden stays on the list; scoring publishes nothing unless somebody accepts that',
    remedy: ({ tables, role }) =>
      `CREATE POLICY handraise_reads ON ${tables[0]} FOR SELECT TO ${role} USING (true); or ALTER ROLE ${role} BYPASSRLS`,
    meaning: 'Row-level security hides rows from the role that runs Handraise. They count as if they did not exist.',
    advice: 'Give the role a policy that lets it see every row.',
  },
  'inherited-read-twice': {
    problem: ({ children, parent }) =>
      `${joined(children)} ${children.length === 1 ? 'inherits' : 'inherit'} from ${parent}, and the query reads the rows twice: with that table and by themselves`,
    effect: 'these rows count twice, unless an id shows that they are the same; a scoring is not published',
    remedy: ({ children, quoted }) => `read FROM ONLY ${quoted}, or leave ${joined(children)} out of the query`,
    meaning: 'A query reads a table that inherits from another, and reads that other one too, which contains its rows.',
    advice: 'Write `FROM ONLY` before the parent table, or leave the child out of the query.',
  },
  'inherited-rows': {
    problem: ({ children, parent }) => inheritedRows(children, parent),
    effect: inheritedTwice,
    remedy: ({ quoted }) => readOnly(quoted),
    meaning:
      'The mapped table contains the rows of tables that inherit from it. It has no rows of its own, or they have none.',
    advice: 'Nothing, if each row is in only one of the tables. Otherwise map `SELECT * FROM ONLY` the parent.',
  },
  'inherited-beside-own': {
    problem: ({ children, parent }) => inheritedRows(children, parent),
    effect: inheritedTwice,
    remedy: ({ quoted }) => readOnly(quoted),
    meaning:
      'The mapped table contains rows of its own and those of tables that inherit from it. Rows in both count twice.',
    advice: 'Nothing, if each row is in only one of the tables. Otherwise map `SELECT * FROM ONLY` the parent.',
  },
  'on-another-server': {
    problem: ({ tables }) => `${joined(tables)} ${tables.length === 1 ? 'is' : 'are'} on another server`,
    effect: 'what happens there while a run reads may be read in part, such as a load that empties the table first',
    remedy: 'start runs when the loads there are done, or copy the table into this database and map the copy',
    meaning: 'The table is a foreign table. A run cannot lock what another server holds.',
  },
  'index-order-changed': {
    problem: ({ indexes }) =>
      `${joined(indexes)} ${indexes.length === 1 ? 'was' : 'were'} made when the system sorted texts in another way`,
    effect: 'a search in such an index can miss rows that the table has, and a unique index may have let rows in twice',
    remedy: ({ quoted }) =>
      `REINDEX INDEX ${quoted}, and the others of the database; then ALTER DATABASE … REFRESH COLLATION VERSION`,
    meaning: 'The operating system sorts texts in another way than when the index was made, so the index can be wrong.',
    advice: 'Rebuild the indexes with `REINDEX`, then `ALTER DATABASE … REFRESH COLLATION VERSION`.',
  },
  'subscription-off': {
    problem: ({ subscription, table }) => `subscription ${subscription}, which fills ${table}, is switched off`,
    effect: staleCopy(),
    remedy: 'read in the log of the server why, then ALTER SUBSCRIPTION … ENABLE',
    meaning: 'Logical replication fills the table, and it is switched off. The table no longer follows its source.',
  },
  'subscription-copying': {
    problem: ({ subscription, table }) => `subscription ${subscription} has not copied all of ${table} yet`,
    effect: staleCopy(),
    remedy: 'wait until srsubstate in pg_subscription_rel is r',
    meaning: 'Logical replication still copies the table for the first time, so rows are missing.',
  },
  'zone-declared': {
    problem: ({ fields }) => `${joined(fields)} ${fields.length === 1 ? 'has' : 'have'} no time zone`,
    effect: ({ zone }) =>
      `the dates are read in the declared zone, ${zone}; an hour that occurs twice is read as the second one`,
    remedy: 'nothing, if they were written in that zone',
    meaning: 'The column has dates without a time zone. They are read in the zone that the configuration declares.',
  },
  'days-without-time': {
    problem: ({ field }) => `${field} says the day, but not the time`,
    effect: ({ bound, zone }) => `a day counts from its ${bound}, in the zone ${zone}`,
    remedy: ({ entity, field }) =>
      `nothing, or map a column that has the time; source.${entity}.days.${field} says whether a day counts from its start or its end`,
    meaning: 'The column has days without a time of day. Each counts from its start or its end.',
    advice: 'Nothing, or map a column that has the time. `source.*.days` says which end of the day counts.',
  },
  'accounts-absent': {
    problem: 'contacts name accounts, but there are no accounts',
    effect: 'every contact counts as having no account: no account is ranked, and nothing is known of colleagues',
    remedy: 'map source.account; SELECT DISTINCT account_id AS id FROM the contacts is enough',
    meaning: 'Contacts name accounts, but no accounts are mapped. No account is ranked.',
  },
  'arrival-unknown': {
    problem: 'nothing says when rows became known (ingestedAt)',
    effect: 'what arrived late counts as known at once, so past dates look better informed than they were',
    remedy: ({ entity }) => `map ${entity}.ingestedAt, if the source records it`,
    meaning: 'No column says when rows became known, so late rows count as known at once.',
    advice: 'Map `ingestedAt` of the entity, if the source records it.',
  },
  'loose-text': {
    problem: ({ fields, by, name }) =>
      `${joined(fields)} ${fields.length === 1 ? 'has' : 'have'} the ${by} ${name}, which treats some different texts as equal`,
    effect:
      'Handraise treats texts as equal only if every letter is: Open and OPEN are two kinds, A1 and a1 are two ids',
    remedy: ({ fields }) => `if they mean the same, map a SELECT that writes them alike, such as lower(${fields[0]})`,
    meaning: 'The database treats some different texts of the column as equal, and Handraise does not.',
    advice: 'If they mean the same, map a SELECT that writes them alike, such as `lower(id)`.',
  },
  'feed-stopped': {
    problem: ({ last, age, pause }) =>
      `the newest row is of ${last}, ${counted(Math.floor(age), 'day')} ago${
        pause === null ? '' : `, and the longest pause in the year before was ${counted(Math.round(pause), 'day')}`
      }`,
    effect: ({ entity }) =>
      entity === 'outcome'
        ? 'whoever converted since then is still on the list, and later dates teach nothing'
        : 'whoever was active since then looks inactive and is ranked like that',
    remedy: 'see that the load of the table still runs',
    meaning: 'The newest row is older than any pause of the year before: the load has probably stopped.',
  },
  'attribute-mostly-missing': {
    problem: ({ attribute, above }) =>
      `attribute ${attribute} is missing in more than ${percent(above, 0)} of the rows`,
    effect: 'it tells very little about most rows',
    remedy: 'check its column and type; if only converted contacts have it, leave it out',
    meaning: 'An attribute has hardly any values.',
  },
  'attribute-of-today': {
    problem: ({ attribute }) => `attribute ${attribute} is known only as it is today`,
    effect: 'no feature uses it: for a past date it would tell the future',
    remedy: "declare availability 'stable' or 'created-with' if that is true, or keep its history",
    meaning: 'An attribute has only the value of today, so no feature can use it for a past date.',
  },
  'attribute-without-history': {
    problem: ({ attribute }) =>
      `attribute ${attribute} is declared as history, but attributeHistory has no value of it`,
    effect: 'it is missing in every row',
    remedy: ({ attribute }) =>
      `write its values to attributeHistory under the name ${attribute}, or declare another availability`,
    meaning: 'An attribute is declared as history, and its history is empty.',
    advice: 'Write its values to `attributeHistory` under its name, or declare another availability.',
  },
  'attribute-not-numeric': {
    problem: ({ attribute }) => `attribute ${attribute} is declared as a number, but some values are no numbers`,
    effect: 'these values count as missing',
    remedy: 'import the file again with --number-format, such as 1.234,5; or declare a category',
    meaning: 'An attribute is declared as a number, and some of its values are no numbers.',
  },
  'property-not-numeric': {
    problem: ({ property }) =>
      `property ${property} is declared as a number, but some values are no numbers up to 1e11`,
    effect: 'these values count as missing',
    remedy:
      'declare how they are written with numberFormat, such as 1.234,5; or map a SELECT that gives one currency and unit',
    meaning:
      'A property of events is declared as a number, and some of its values are no numbers, or are far too large.',
  },
});

function withoutNeeded(entity: string): string {
  return entity === 'contact' ? 'there is nobody to rank' : 'no program can be trained: nothing says who converted';
}

function mapOrImport(entity: string): string {
  return `map source.${entity} in the configuration, or run handraise import ${entity} FILE.csv`;
}

function inheritedRows(children: readonly string[], parent: string): string {
  return children.length === 1
    ? `${children[0]} inherits from ${parent}, and its rows are read with it`
    : `${joined(children)} inherit from ${parent}, and their rows are read with it`;
}

function readOnly(quoted: string): string {
  return `nothing, if each row is in only one of the tables; otherwise map SELECT * FROM ONLY ${quoted}`;
}

function staleCopy(): string {
  return 'news of the source is missing here: people who objected since then stay on the list';
}
