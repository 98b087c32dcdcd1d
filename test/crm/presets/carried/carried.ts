import type { EntityName } from '../../../../src/config/entity.ts';
import type { ConfigInput } from '../../../../src/config/schema.ts';

/** The part of the demo company that a source can carry, written by hand over its own tables and apart from any mapping. */
export interface Carried {
  readonly source: NonNullable<ConfigInput['source']>;
  /** What the landed tables hold beyond it: left out where both are to see the same. */
  readonly beyond: { readonly eventKinds: readonly string[]; readonly features: readonly string[] };
  /** Columns of canonical rows that are the same, and what follows FROM. */
  readonly same: readonly (readonly [entity: EntityName, columns: string, rest?: string])[];
}
