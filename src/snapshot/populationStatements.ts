import type { Program } from '../config/schema.ts';
import type { Sources } from '../crm/source.ts';
import type { Instant } from '../time/instant.ts';
import { versionStatements } from './countOlderVersions.ts';
import type { NamedStatement } from './namedStatement.ts';
import { factSpanStatement } from './readFactSpan.ts';
import { historyStatement } from './readHistory.ts';
import { outcomeStatement } from './readOutcomes.ts';

/** Every statement that `readPopulation` reads with, in its order. */
export function populationStatements(
  sources: Sources,
  program: Program,
  { knownBefore, withRevisions }: { readonly knownBefore: Instant; readonly withRevisions: boolean },
): readonly NamedStatement[] {
  const ofEntity = (name: string, entity: 'account' | 'opportunity' | 'opportunityContact' | 'suppression') =>
    sources.has(entity) ? [{ name, statement: sources.select(entity) }] : [];
  const spanOf = (name: string, entity: 'event' | 'outcome') =>
    sources.has(entity) ? [{ name, statement: factSpanStatement(sources, knownBefore, entity) }] : [];
  const history = historyStatement(sources, withRevisions);
  return [
    ...versionStatements(sources),
    ...ofEntity('accounts', 'account'),
    { name: 'contacts', statement: sources.select('contact') },
    { name: 'outcomes', statement: outcomeStatement(sources, program.outcome.kind) },
    ...ofEntity('opportunities', 'opportunity'),
    ...ofEntity('contacts of opportunities', 'opportunityContact'),
    ...ofEntity('suppressions', 'suppression'),
    ...(history === null ? [] : [{ name: 'history of attributes', statement: history }]),
    ...spanOf('first and last event', 'event'),
    ...spanOf('first and last outcome', 'outcome'),
  ];
}
