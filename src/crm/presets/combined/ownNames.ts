import type { DescribedSource } from './relationColumns.ts';

/** The name an attribute of another source goes by: its own or, where the CRM has one of that name, with its source's. */
export function ownName(
  crm: { readonly source: DescribedSource },
  other: { readonly prefix: string },
  name: string,
): string {
  const taken = Object.hasOwn(crm.source.get('contact')?.attributes ?? {}, name);
  return taken ? `${other.prefix}_${name}` : name;
}
