import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rudderstack } from '../../../src/crm/presets/rudderstack.ts';
import { salesforceFivetran } from '../../../src/crm/presets/salesforceFivetran.ts';

describe.each([
  [salesforceFivetran, 'presets-salesforce.md'],
  [rudderstack, 'presets-segment.md'],
])('the document of $name', (preset, file) => {
  const text = readFileSync(`docs/${file}`, 'utf8');

  it('says of every table and column what goes without it', () => {
    const rows = preset.tables.flatMap(({ name, without, columns }) => [
      { part: `\`${name}\``, without },
      ...columns.map((column) => ({ part: `\`${name}.${column.name}\``, without: column.without })),
    ]);
    const lines = text.split('\n');
    const unsaid = rows.filter(
      ({ part, without }) => !lines.some((line) => line.includes(part) && line.endsWith(`| ${without} |`)),
    );
    expect(unsaid).toEqual([]);
  });
});
