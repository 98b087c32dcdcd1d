/**
 * What is the same in both spellings of an id of Salesforce: the 18 characters that its interfaces give are the 15 that
 * its pages show, and a checksum for those who fold upper and lower case.
 */
export function idKey(id: string): string {
  return `CASE WHEN length(${id}) = 18 THEN left(${id}, 15) ELSE ${id} END`;
}
