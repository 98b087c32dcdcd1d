/** The name of every preset, in the order they are offered; apart from the presets, so that help need not load them. */
export const presetNames = [
  'hubspot-fivetran',
  'hubspot-airbyte',
  'salesforce-fivetran',
  'salesforce-airbyte',
  'salesforce-stitch',
  'marketo-fivetran',
  'pardot-fivetran',
  'odoo',
  'segment',
  'rudderstack',
] as const;

/** A preset, as `--preset` calls it. */
export type PresetName = (typeof presetNames)[number];
