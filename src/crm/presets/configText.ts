import { entityNames } from '../../config/entity.ts';
import type { Notice } from '../../notice/notice.ts';
import type { AppliedPart, AppliedPresets } from './applyPresets.ts';
import { handsName, handsText } from './handsText.ts';
import { comment, keyOf, literal, quoted } from './literal.ts';
import { plainPattern } from './plainPattern.ts';
import { salesforceIdPattern } from './salesforce/salesforceId.ts';

/**
 * A commented `handraise.config.ts` that maps what was found, ready to be checked and trained on.
 *
 * @param words a notice in English
 */
export function configText({ mapping, hands, parts }: AppliedPresets, words: (notice: Notice) => string): string {
  const { source, comments, program } = mapping;
  const interpolations = [
    ...(hands ? [{ pattern: new RegExp(plainPattern(hands.rows), 'g'), by: () => handsName }] : []),
    { pattern: salesforceIdPattern(), by: (id: string) => `salesforceId(${quoted(id)})` },
  ];
  const entities = entityNames.flatMap((entity) => {
    const relation = source[entity];
    if (relation === undefined) return [];
    const above = comments[entity] === undefined ? '' : `${comment(comments[entity], '    ')}\n`;
    return [`${above}    ${keyOf(entity)}: ${literal(relation, '    ', interpolations)},`];
  });
  const notes = ['It is yours to edit; nothing writes it again.', ...parts.flatMap((part) => notesOf(part, words))];
  const imported = [
    'defineConfig',
    ...(hands ? ['raisedHandRows'] : []),
    ...(entities.some((entity) => entity.includes('${salesforceId(')) ? ['salesforceId'] : []),
  ];
  return `import { ${imported.join(', ')} } from 'handraise';

${comment(notes.join('\n'), '')}
${hands ? `\n${handsText(hands, words)}\n\n` : ''}export default defineConfig({
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

/** Where a preset was found, what was left out, what of it was not found, and what its source cannot carry. */
function notesOf({ preset, landing, leftOut, lost }: AppliedPart, words: (notice: Notice) => string): string[] {
  return [
    '',
    `${preset.title}, as found in schema ${landing.title}.`,
    ...(leftOut.length === 0 ? [] : ['Left out:', ...leftOut.map((left) => `- ${words(left)}`)]),
    ...(lost.length === 0 ? [] : ['Not found:', ...lost.map(({ missing, without }) => `- ${missing}: ${without}`)]),
    'What the source cannot carry:',
    ...preset.cannotCarry.map((sentence) => `- ${sentence}`),
  ];
}

/** Settings that suit most companies. */
const defaultProgram = {
  title: 'Who will raise their hand?',
  horizonDays: 60,
  cutoffs: { every: 'month' },
  lookbackDays: [7, 30, 90],
};
