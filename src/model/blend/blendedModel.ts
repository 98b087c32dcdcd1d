import { z } from 'zod';
import { parseParameters } from '../../storedParameters.ts';
import type { Table } from '../../table/table.ts';
import { checkSameFeatures } from '../averagedModel.ts';
import type { Contributions, FittedModel } from '../estimator.ts';

/** A model that has a part in a blend. */
export interface BlendMember {
  readonly model: FittedModel;
  /** Above 0. */
  readonly weight: number;
  /** Share of the blend that it makes up, by how far it moves the margins. */
  readonly share: number;
}

const parametersSchema = z.strictObject({
  intercept: z.number(),
  members: z
    .array(
      z.strictObject({
        family: z.string().min(1),
        weight: z.number().positive(),
        share: z.number().min(0).max(1),
        parameters: z.unknown(),
      }),
    )
    .min(1),
});

/**
 * Models of several families as one: its margins are intercept + Σ weight · margin, and so are its contributions.
 *
 * The strength of a feature is its share of the strengths of each member, averaged by the members' shares: strengths of different
 * families have no common unit.
 *
 * @param members at least one, all with the same features.
 */
export function blendedModel(intercept: number, members: readonly BlendMember[]): FittedModel {
  const { features } = members[0]!.model;
  const warnings = members.flatMap(({ model }) => model.warnings ?? []);
  return {
    family: 'blend',
    features,
    ...(warnings.length > 0 ? { warnings } : {}),
    margins(table: Table): Float64Array {
      const sum = new Float64Array(table.rows).fill(intercept);
      for (const { model, weight } of members) add(sum, model.margins(table), weight);
      return sum;
    },
    varying(table: Table) {
      const each = members.map(({ model, weight }) => ({ margins: model.varying(table), weight }));
      return (replacement) => {
        const sum = new Float64Array(table.rows).fill(intercept);
        for (const { margins, weight } of each) add(sum, margins(replacement), weight);
        return sum;
      };
    },
    contributions(table: Table): Contributions {
      let base = intercept;
      const values = new Float64Array(table.rows * features.length);
      for (const { model, weight } of members) {
        const own = model.contributions(table);
        base += weight * own.base;
        add(values, own.values, weight);
      }
      return { base, features, values };
    },
    importance() {
      const strengths = new Map<string, number>(features.map((feature) => [feature, 0]));
      for (const { model, share } of members) {
        const own = model.importance();
        const all = own.reduce((sum, { strength }) => sum + strength, 0);
        if (all > 0)
          for (const { feature, strength } of own)
            strengths.set(feature, strengths.get(feature)! + (share * strength) / all);
      }
      return [...strengths].map(([feature, strength]) => ({ feature, strength }));
    },
    parameters: () => ({
      intercept,
      members: members.map(({ model, weight, share }) => ({
        ...{ family: model.family, weight, share },
        parameters: model.parameters(),
      })),
    }),
  };
}

/**
 * The blend that an artefact holds.
 *
 * @param load makes a member's model of its family and parameters. @throws HandraiseError `artefact` when the parameters have the wrong shape.
 */
export function loadBlend(
  parameters: unknown,
  load: (family: string, parameters: unknown) => FittedModel,
): FittedModel {
  const { intercept, members } = parseParameters('the blend', parametersSchema, parameters);
  const loaded = members.map(({ family, weight, share, parameters: own }) => ({
    model: load(family, own),
    weight,
    share,
  }));
  checkSameFeatures(loaded.map(({ model }) => model));
  return blendedModel(intercept, loaded);
}

function add(sum: Float64Array, values: Float64Array, weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += weight * values[i]!;
}
