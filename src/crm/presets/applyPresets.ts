import type { DatabaseHandle } from '../../database/connection.ts';
import type { Notice } from '../../notice/notice.ts';
import type { LeftOutKind } from '../../notice/presets.ts';
import { askHands } from './askHands.ts';
import { askQuestions } from './askQuestions.ts';
import { combinationOf } from './combined/combinable.ts';
import { combinedMapping } from './combined/combinedMapping.ts';
import { type Hands, raisedHandRows, takenHands } from './hands.ts';
import type { Landing, Preset, PresetMapping } from './preset.ts';
import { type Loss, lossesOf, usableLanding } from './usableLanding.ts';

/** A preset, and what is there for it. */
export interface PresetPart {
  readonly preset: Preset;
  readonly landing: Landing;
}

/** What was found of one preset. */
export type AppliedPart<Part extends PresetPart = PresetPart> = Part & {
  readonly lost: readonly Loss[];
  /** What could be mapped and is not, such as fields of the company's own beyond the budget. */
  readonly leftOut: readonly Notice<LeftOutKind>[];
};

/** One or more presets as they fit what was found. */
export interface AppliedPresets<Part extends PresetPart = PresetPart> {
  readonly mapping: PresetMapping;
  /** By what hands may be raised in any of them, and what was taken; undefined where none can list it. */
  readonly hands: Hands | undefined;
  readonly parts: readonly AppliedPart<Part>[];
}

/**
 * Maps what the schemas of one or more presets hold, together.
 *
 * @throws HandraiseError `usage` when they cannot be combined, `data` naming every required table and column that is missing.
 */
export async function applyPresets<Part extends PresetPart>(
  handle: DatabaseHandle,
  parts: readonly [Part, ...Part[]],
): Promise<AppliedPresets<Part>> {
  const combination = parts.length === 1 ? undefined : combinationOf(parts);
  const inOrder = combination ? [combination.crm, ...combination.others] : parts;
  const applied: { part: Part; preset: Preset; usable: Landing; hands: Hands | undefined }[] = [];
  for (const part of inOrder) {
    const { preset, landing } = part;
    const usable = await askQuestions(handle, preset, usableLanding(preset, landing));
    const hands = await askHands(handle, preset, usable);
    applied.push({ part, preset, usable, hands });
  }
  const hands = allHands(applied);
  const mapped = applied.map((part) => {
    // All queries read the one list, each finding its own keys in it.
    const own = part.hands && hands && { ...part.hands, rows: hands.rows };
    return { preset: part.preset, mapping: part.preset.map(part.usable, own) };
  });
  const mapping = combination ? await combinedMapping(handle, combinationOf(mapped)) : mapped[0]!.mapping;
  const found = applied.map(({ part }, place) => ({
    ...part,
    lost: lossesOf(part.preset, part.landing),
    leftOut: mapped[place]?.mapping.leftOut ?? [],
  }));
  return { mapping, hands, parts: found };
}

/** The candidates of several presets in one list; of one, its own. */
function allHands(parts: readonly { readonly preset: Preset; readonly hands: Hands | undefined }[]): Hands | undefined {
  const known = parts.flatMap(({ preset, hands }) => (hands ? [{ preset, hands }] : []));
  if (known.length < 2) return known[0]?.hands;
  const all = known.map(({ hands }) => hands);
  const candidates = known
    .flatMap(({ preset, hands }) =>
      hands.candidates.map((candidate) => ({
        ...candidate,
        name: `${preset.title.split(',')[0]}: ${candidate.name}`,
      })),
    )
    .sort((a, b) => Number(a.kind === null) - Number(b.kind === null));
  const [what, ...whats] = new Set(all.map((hands) => hands.what));
  const counted = (['nothing', 'sample', 'all'] as const).find((how) => all.some((hands) => hands.counted === how))!;
  return {
    what: whats.length === 0 ? what! : 'candidate',
    counted,
    query: all.map(({ query }) => query).join(';\n'),
    candidates,
    rows: raisedHandRows(takenHands(candidates)),
  };
}
