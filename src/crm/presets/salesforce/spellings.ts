/**
 * The ways in which connectors write a name of Salesforce: `created_date` as Fivetran does, `CreatedDate` as Salesforce,
 * Airbyte and Stitch do, `createddate` as loaders do that write all names small.
 */
export function spellings(name: string): readonly string[] {
  if (name.startsWith('_')) return [name];
  const words = name.includes('_') ? name.split('_') : name.split(/(?<=[a-z0-9])(?=[A-Z])/);
  const small = words.map((word) => word.toLowerCase());
  const joined = small.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return [...new Set([name, small.join('_'), joined, small.join('')])];
}

/** A name as Salesforce writes it. */
export function asSalesforceWrites(name: string): string {
  return spellings(name).find((spelling) => /^[A-Z]/.test(spelling)) ?? name;
}

/** What Stitch adds to a column's name for each type that its values have had: the column is split into those. */
const typeSuffixes = ['bl', 'bo', 'it', 'bi', 'lg', 'de', 'nu', 'fl', 'do', 'db', 'st', 'ti', 'dt', 'inst'];
const typeSuffix = new RegExp(`__(${typeSuffixes.join('|')})$`);

/** As {@link spellings}, and the columns that Stitch may have split each into. */
export function splitSpellings(name: string): readonly string[] {
  const whole = spellings(name);
  return [...whole, ...whole.flatMap((spelling) => typeSuffixes.map((suffix) => `${spelling}__${suffix}`))];
}

/** A column's name without what tells the type of its values. */
export function unsplit(column: string): string {
  return column.replace(typeSuffix, '');
}
