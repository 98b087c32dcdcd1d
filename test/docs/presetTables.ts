import { basename } from 'node:path';
import type { Preset } from '../../src/crm/presets/preset.ts';
import { presets } from '../../src/crm/presets/presets.ts';
import { markdownTable } from './markdownTable.ts';

/** The page of docs/ that describes each preset. */
const pages: Readonly<Record<string, string>> = {
  'hubspot-fivetran': 'reference/presets-hubspot.md',
  'hubspot-airbyte': 'reference/presets-hubspot.md',
  'salesforce-fivetran': 'reference/presets-salesforce.md',
  'salesforce-airbyte': 'reference/presets-salesforce.md',
  'salesforce-stitch': 'reference/presets-salesforce.md',
  'marketo-fivetran': 'reference/presets-marketo.md',
  'pardot-fivetran': 'reference/presets-pardot.md',
  odoo: 'reference/presets-odoo.md',
  segment: 'reference/presets-segment.md',
  rudderstack: 'reference/presets-segment.md',
};

/** Tables about the presets, by page and by the name that marks their place. */
export const presetTables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'reference/presets.md': {
    presets: markdownTable(
      ['preset', 'source', 'schema, unless --schema says otherwise', 'tables it requires'],
      presets.map(({ name, title, schema, tables }) => [
        `[\`${name}\`](${basename(pages[name]!)})`,
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
