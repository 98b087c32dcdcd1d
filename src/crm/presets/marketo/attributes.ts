import type { PresetMapping } from '../preset.ts';
import type { MarketoSource } from './source.ts';

type Attributes = NonNullable<NonNullable<PresetMapping['source']['contact']>['attributes']>;
type Attribute = Attributes[string];

/** Fields of leads that every Marketo has; `alone` says how a value is known where no changes of it are. */
const facts: Readonly<Record<string, Attribute & { readonly alone: 'stable' | 'created-with' | undefined }>> = {
  title: { type: 'category', meaning: 'job title', alone: undefined },
  lead_source: { type: 'category', meaning: 'first contact through', alone: 'created-with' },
  lead_status: { type: 'category', meaning: 'status as a lead', alone: undefined },
  industry: { type: 'category', meaning: 'industry', alone: 'stable' },
  country: { type: 'category', meaning: 'country', alone: 'stable' },
  number_of_employees: { type: 'number', meaning: 'company size', alone: 'stable' },
  annual_revenue: { type: 'number', meaning: 'annual revenue', alone: undefined },
};

/** Attributes of leads: from the log of changes where there is one, else what of today can be relied upon. */
export function leadAttributes({ lead, change, own }: MarketoSource): Attributes {
  const known = Object.entries(facts).filter(([name]) => lead.has(name));
  if (!change)
    return Object.fromEntries(
      known.flatMap(([name, { alone, ...attribute }]) =>
        alone === undefined ? [] : [[name, { ...attribute, availability: alone }]],
      ),
    );
  return {
    ...Object.fromEntries(known.map(([name, { alone, ...rest }]) => [name, { ...rest, availability: 'history' }])),
    ...Object.fromEntries(
      own.taken.map((name) => [
        name,
        { type: lead.isNumber(name) ? 'number' : 'category', availability: 'history' } as const,
      ]),
    ),
  };
}
