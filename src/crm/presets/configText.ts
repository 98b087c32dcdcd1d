import { entityNames } from '../../config/entity.ts';
import type { AppliedPreset } from './applyPreset.ts';
import { handsName, handsText } from './handsText.ts';
import { comment, keyOf, literal } from './literal.ts';
import type { Preset } from './preset.ts';

/**
 * A commented `handraise.config.ts` that maps what was found, ready to be checked and trained on.
 *
 * @param schema where the connector's tables are
 */
export function configText(preset: Preset, schema: string, applied: AppliedPreset): string {
  const { mapping, hands, lost, cannotCarry } = applied;
  const { source, comments, program } = mapping;
  const list = hands && { text: hands.rows, by: handsName };
  const entities = entityNames.flatMap((entity) => {
    const relation = source[entity];
    if (relation === undefined) return [];
    const above = comments[entity] === undefined ? '' : `${comment(comments[entity], '    ')}\n`;
    return [`${above}    ${keyOf(entity)}: ${literal(relation, '    ', list)},`];
  });
  const notes = [
    `${preset.title}, as found in schema ${JSON.stringify(schema)}. It is yours to edit; nothing writes it again.`,
    ...(lost.length === 0 ? [] : ['', 'Not found:', ...lost.map(({ missing, without }) => `- ${missing}: ${without}`)]),
    '',
    'What the source cannot carry:',
    ...cannotCarry.map((sentence) => `- ${sentence}`),
  ];
  return `import { defineConfig${hands ? ', raisedHandRows' : ''} } from 'handraise';

${comment(notes.join('\n'), '')}
${hands ? `\n${handsText(hands)}\n\n` : ''}export default defineConfig({
  // The connection string is best kept out of this file: DATABASE_URL=postgres://user:password@host/name
  source: {
${entities.join('\n')}
  },
  programs: {
    default: ${literal({ ...defaultProgram, ...program }, '    ')},
  },
});
`;
}

/** Settings that suit most companies. */
const defaultProgram = {
  title: 'Who will raise their hand?',
  horizonDays: 60,
  cutoffs: { every: 'month' },
  lookbackDays: [7, 30, 90],
};
