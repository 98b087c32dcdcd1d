import { type FieldBudget, fieldBudget, uncountedBudget } from '../fieldBudget.ts';
import { fieldCountsOf, fieldCountsQuery } from '../fieldCounts.ts';
import type { Landing } from '../preset.ts';
import { salesforceTable } from './table.ts';

/** Tables whose rows are people, or accounts. */
const tablesOf = { people: ['contact', 'lead'], accounts: ['account'] } as const;

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

/** What has to be known of the own fields: how each is filled. */
export function ownFieldQuestions(landing: Landing, how: 'sample' | 'whole'): Record<string, string> {
  return Object.fromEntries(
    Object.values(tablesOf)
      .flat()
      .flatMap((name) => {
        const { table, fields } = ownFieldsOf(landing, name);
        if (!table || fields.length === 0) return [];
        const values = Object.fromEntries(fields.map((field) => [field, table.text(field)!]));
        return [[question(name), fieldCountsQuery(landing, name, name, values, how)]];
      }),
  );
}

/** The own fields that are read of people, and of accounts. */
export function ownFields(landing: Landing): OwnFields {
  const budgetOf = (names: readonly string[]): FieldBudget => {
    const tables = names.map((name) => ({ name, ...ownFieldsOf(landing, name) }));
    const asked = tables.filter(({ fields }) => fields.length > 0);
    const answers = asked.map(({ name }) => landing.answer(question(name)));
    if (answers.some((answer) => answer === undefined)) return uncountedBudget(asked.flatMap(({ fields }) => fields));
    const isNumber = (field: string) => tables.every(({ table }) => !table?.has(field) || table.isNumber(field));
    return fieldBudget(
      answers.flatMap((answer) => fieldCountsOf(answer!)),
      isNumber,
    );
  };
  return { people: budgetOf(tablesOf.people), accounts: budgetOf(tablesOf.accounts) };
}
