import { type FieldBudget, fieldBudget, uncountedBudget } from '../fieldBudget.ts';
import { fieldCountsOf, fieldCountsQuery } from '../fieldCounts.ts';
import type { Landing } from '../preset.ts';
import { changedField, fieldChanges, keepsChanges } from './changes.ts';
import { keepsVersions, salesforceTable } from './table.ts';

/** Tables whose rows are people, or accounts. */
const tablesOf = { people: ['contact', 'lead'], accounts: ['account'] } as const;

/** The company's own fields of people, and of accounts: those that are read, and the others by why they are not. */
export type OwnFields = Readonly<Record<keyof typeof tablesOf, FieldBudget>>;

/**
 * The company's own fields of a table, as Salesforce marks them: `…__c`, which Fivetran writes `…_c`. Points in time
 * are left out.
 */
function ownFieldsOf(landing: Landing, name: string) {
  const table = salesforceTable(landing, name, []);
  const fields = table?.columns.filter((column) => column.endsWith('_c') && !table.isInstant(column)) ?? [];
  return { table, fields };
}

const question = (table: string) => `own fields of ${table}`;

/** What has to be known of the own fields whose past may be known: how each is filled. */
export function ownFieldQuestions(landing: Landing, how: 'sample' | 'whole'): Record<string, string> {
  return Object.fromEntries(
    Object.values(tablesOf)
      .flat()
      .flatMap((name) => {
        const { table, fields } = ownFieldsOf(landing, name);
        if (!table || fields.length === 0 || !(keepsVersions(table) || keepsChanges(landing, name))) return [];
        const values = Object.fromEntries(fields.map((field) => [field, table.text(field)!]));
        return [[question(name), fieldCountsQuery(landing, name, name, values, how)]];
      }),
  );
}

/** The own fields that are read of people, and of accounts. */
export function ownFields(landing: Landing): OwnFields {
  return { people: budgetOf(landing, tablesOf.people), accounts: budgetOf(landing, tablesOf.accounts) };
}

function budgetOf(landing: Landing, names: readonly string[]): FieldBudget {
  const tables = names.map((name) => {
    const { table, fields } = ownFieldsOf(landing, name);
    const changes = fieldChanges(landing, name);
    const versions = table !== undefined && keepsVersions(table);
    const known = new Set(fields.filter((field) => versions || changedField(changes, field) !== undefined));
    return { name, table, fields, known };
  });
  const asked = tables.filter(({ known }) => known.size > 0);
  const past = new Set(asked.flatMap(({ known }) => [...known]));
  const noPast = [...new Set(tables.flatMap(({ fields }) => fields))].filter((field) => !past.has(field));
  const answers = asked.map(({ name }) => landing.answer(question(name)));
  if (answers.some((answer) => answer === undefined)) return uncountedBudget([...past], noPast);
  const counts = asked.flatMap(({ known }, index) =>
    fieldCountsOf(answers[index]!).filter(({ field }) => known.has(field)),
  );
  const isNumber = (field: string) => tables.every(({ table }) => !table?.has(field) || table.isNumber(field));
  return fieldBudget(counts, isNumber, noPast);
}
