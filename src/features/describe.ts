import { canonicalJson } from '../numeric/canonicalJson.ts';
import { sha256Hex } from '../numeric/hash.ts';
import type { Feature } from './feature.ts';

/**
 * A feature with its hash: equal hashes mean equal computations.
 *
 * @param description.parameters what tells it from the other features of its family, such as kind and window.
 */
export function describe(
  description: Omit<Feature, 'hash'> & {
    readonly version: number;
    readonly parameters: Readonly<Record<string, unknown>>;
  },
): Feature {
  const { version, parameters, ...feature } = description;
  const { family, type } = feature;
  return { ...feature, hash: sha256Hex(canonicalJson({ family, version, parameters, type })).slice(0, 16) };
}
