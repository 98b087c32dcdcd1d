import { type Notice, notice } from '../../notice/notice.ts';
import { sampleSql } from './fieldCounts.ts';
import { literalSql } from './identifier.ts';
import type { Landing, Preset } from './preset.ts';
import { columnValue, tableSql } from './sqlValue.ts';
import { unionAll } from './statement.ts';

const question = 'values that Airbyte could not write';

const mostShown = 10;

/**
 * A preset that also says which values are missing because Airbyte's destination could not write them: it leaves NULL
 * and a line in `_airbyte_meta`, so that the column looks as if the source had nothing.
 *
 * Source: docs.airbyte.com, Airbyte metadata fields (`changes`, each with field and change); airbytehq/airbyte#38319 (`errors`, texts,
 * which older destinations wrote).
 */
export function withNulledValues(preset: Preset): Preset {
  return {
    ...preset,
    questions: (landing, how) => ({ ...preset.questions?.(landing, how), ...nulledQuestion(preset, landing, how) }),
    map: (landing, hands) => {
      const mapping = preset.map(landing, hands);
      return { ...mapping, leftOut: [...unwritten(landing), ...(mapping.leftOut ?? [])] };
    },
  };
}

function nulledQuestion({ tables }: Preset, landing: Landing, how: 'sample' | 'whole'): Record<string, string> {
  const selects = tables.flatMap(({ name }) => {
    const meta = landing.has(name) ? columnValue(landing, name, 'r', '_airbyte_meta') : undefined;
    if (meta === undefined || !/^jsonb?$/.test(meta.type)) return [];
    return [
      `SELECT ${literalSql(name)} AS stream, coalesce(line.change ->> 'field', line.change #>> '{}') AS field, count(*) AS times,
  max(looked_at.rows) AS rows
FROM (
  SELECT ${meta.sql}::jsonb AS meta, count(*) OVER () AS rows
  FROM ${tableSql(landing, name)} AS r${sampleSql(landing, name, how)}
) AS looked_at
CROSS JOIN LATERAL (VALUES (looked_at.meta -> 'changes'), (looked_at.meta -> 'errors')) AS list (lines)
CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(list.lines) WHEN 'array' THEN list.lines ELSE '[]' END) AS line (change)
WHERE coalesce(line.change ->> 'change', 'NULLED') = 'NULLED'
GROUP BY 2`,
    ];
  });
  return selects.length === 0 ? {} : { [question]: `${unionAll(selects)}\nORDER BY times DESC, stream, field` };
}

function unwritten(landing: Landing): Notice<'values-unwritten'>[] {
  const found = (landing.answer(question) ?? []).map(({ stream, field, times, rows }) => ({
    table: String(stream),
    field: String(field),
    percent: (100 * Number(times)) / Number(rows),
  }));
  if (found.length === 0) return [];
  const fields = found.slice(0, mostShown);
  return [notice('values-unwritten', { fields, more: found.length - fields.length })];
}
