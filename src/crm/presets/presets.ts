import { HandraiseError } from '../../errors.ts';
import { hubspotAirbyte } from './hubspotAirbyte.ts';
import { hubspotFivetran } from './hubspotFivetran.ts';
import { marketoFivetran } from './marketoFivetran.ts';
import { odoo } from './odoo.ts';
import { pardotFivetran } from './pardotFivetran.ts';
import type { Preset } from './preset.ts';
import { rudderstack } from './rudderstack.ts';
import { salesforceAirbyte } from './salesforceAirbyte.ts';
import { salesforceFivetran } from './salesforceFivetran.ts';
import { salesforceStitch } from './salesforceStitch.ts';
import { segment } from './segment.ts';

/** Every preset, in the order they are offered. */
export const presets: readonly Preset[] = [
  hubspotFivetran,
  hubspotAirbyte,
  salesforceFivetran,
  salesforceAirbyte,
  salesforceStitch,
  marketoFivetran,
  pardotFivetran,
  odoo,
  segment,
  rudderstack,
];

/**
 * The preset of a name.
 *
 * @throws HandraiseError `usage` naming those there are.
 */
export function presetNamed(name: string): Preset {
  const preset = presets.find((candidate) => candidate.name === name);
  if (preset) return preset;
  throw new HandraiseError('usage', `there is no preset ${JSON.stringify(name)}`, {
    hint: `those there are: ${presets.map((candidate) => candidate.name).join(', ')}`,
  });
}
