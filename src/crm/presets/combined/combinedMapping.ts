import { type EntityName, entityNames } from '../../../config/entity.ts';
import type { DatabaseHandle } from '../../../database/connection.ts';
import type { Preset, PresetMapping } from '../preset.ts';
import type { Combination } from './combinable.ts';
import { combinedSource } from './combinedSource.ts';
import type { PartOfOthers } from './parts.ts';
import { describedSource } from './relationColumns.ts';

interface MappedPreset {
  readonly preset: Preset;
  readonly mapping: PresetMapping;
}

/**
 * One mapping made of a CRM's and of those of presets beside it.
 *
 * @throws HandraiseError of whatever the database fails with.
 */
export async function combinedMapping(
  handle: DatabaseHandle,
  { crm, others }: Combination<MappedPreset>,
): Promise<PresetMapping> {
  const parts: PartOfOthers[] = [];
  for (const { preset, mapping } of others)
    parts.push({
      prefix: preset.name.split('-')[0]!,
      title: shortTitle(preset),
      source: await describedSource(handle, mapping.source),
      crmPeople: mapping.crmPeople,
    });
  const source = combinedSource(
    { source: await describedSource(handle, crm.mapping.source), identities: crm.mapping.identities! },
    parts,
  );
  const programs = [crm, ...others].map(({ mapping }) => mapping.program);
  const leftOf = (what: 'features' | 'eventKinds') => {
    const names = [...new Set(programs.flatMap((program) => program.exclude?.[what] ?? []))];
    return names.length === 0 ? {} : { [what]: names };
  };
  const exclude = { ...crm.mapping.program.exclude, ...leftOf('features'), ...leftOf('eventKinds') };
  return {
    source,
    comments: commentsOf(crm, others, source),
    program: {
      ...Object.assign({}, ...programs.toReversed()),
      ...(Object.keys(exclude).length === 0 ? {} : { exclude }),
    },
  };
}

function shortTitle({ title }: Preset): string {
  return title.split(',')[0]!;
}

/** What each of them says of an entity, and what became of its people. */
function commentsOf(
  crm: MappedPreset,
  others: readonly MappedPreset[],
  source: PresetMapping['source'],
): Record<string, string> {
  const of = ({ preset, mapping }: MappedPreset, entity: EntityName) => {
    const said = mapping.source[entity] === undefined ? undefined : mapping.comments[entity];
    return said === undefined ? [] : [`${shortTitle(preset)}: ${said}`];
  };
  const alone = new Set<EntityName>(['account', 'opportunity', 'opportunityContact']);
  return Object.fromEntries(
    entityNames.flatMap((entity) => {
      if (source[entity] === undefined) return [];
      const ofCrm = of(crm, entity);
      const both = alone.has(entity) && crm.mapping.source[entity] !== undefined;
      const lines = [...ofCrm, ...(both ? [] : others.flatMap((other) => of(other, entity)))];
      if (entity === 'contact') lines.push(...others.map((other) => peopleNote(crm, other)));
      return [[entity, lines.join('\n')]];
    }),
  );
}

function peopleNote({ preset: crm }: MappedPreset, { preset }: MappedPreset): string {
  const [there, here] = [shortTitle(crm), shortTitle(preset)];
  return `Who is in ${here} and names an id of ${there} is that person; whom ${there} has deleted is left out.
Whoever is in ${here} alone has an id that begins with ${preset.name.split('-')[0]}: and belongs to the account whose domain is
that of the e-mail.`;
}
