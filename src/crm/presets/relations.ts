import { HandraiseError } from '../../errors.ts';
import type { Landing, PresetMapping } from './preset.ts';

/** The relations that could be mapped. */
export function givenRelations(
  found: {
    readonly [Entity in keyof PresetMapping['source']]: PresetMapping['source'][Entity] | undefined;
  },
): PresetMapping['source'] {
  return Object.fromEntries(Object.entries(found).filter(([, relation]) => relation !== undefined));
}

/** What a mapping fails with where nothing can be its outcome. */
export function noOutcome({ title }: Landing, missing: string): HandraiseError {
  return new HandraiseError('data', `schema ${title} has ${missing}, so nothing says who raised a hand`, {
    hint: 'have the connector load one of them',
  });
}
