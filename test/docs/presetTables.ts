import type { Preset } from '../../src/crm/presets/preset.ts';
import { presets } from '../../src/crm/presets/presets.ts';
import { markdownTable } from './markdownTable.ts';

/** The page of docs/ that describes each preset. */
const pages: Readonly<Record<string, string>> = {
  'hubspot-fivetran': 'presets-hubspot.md',
  'hubspot-airbyte': 'presets-hubspot.md',
  'salesforce-fivetran': 'presets-salesforce.md',
  'salesforce-airbyte': 'presets-salesforce.md',
  'salesforce-stitch': 'presets-salesforce.md',
  'marketo-fivetran': 'presets-marketo.md',
  'pardot-fivetran': 'presets-pardot.md',
  odoo: 'presets-odoo.md',
  segment: 'presets-segment.md',
  rudderstack: 'presets-segment.md',
};

/** Tables about the presets, by page and by the name that marks their place. */
export const presetTables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'presets.md': {
    presets: markdownTable(
      ['preset', 'source', 'schema, unless --schema says otherwise', 'tables it requires'],
      presets.map(({ name, title, schema, tables }) => [
        `[\`${name}\`](${pages[name]})`,
        title,
        `\`${schema}\``,
        tables
          .filter(({ required }) => required)
          .map((table) => `\`${table.name}\``)
          .join(', '),
      ]),
    ),
  },
  ...Object.fromEntries(
    [...new Set(Object.values(pages))].map((page) => [
      page,
      Object.fromEntries(
        presets.filter(({ name }) => pages[name] === page).map((preset) => [preset.name, losses(preset)]),
      ),
    ]),
  ),
};

function losses({ tables }: Preset): string {
  const rows = tables.flatMap(({ name, required, without, columns }) => [
    [`**\`${name}\`**${required ? ', required' : ''}`, without],
    ...columns.map((column) => [
      `\`${name}.${column.name}\`${column.required ? (required ? ', required' : ', the whole table goes') : ''}`,
      column.without,
    ]),
  ]);
  return markdownTable(['without', 'what goes'], rows);
}
