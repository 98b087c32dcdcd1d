/** A statement that plans a SELECT, which locks all that is below it, and gives none of its rows. */
export function planned(select: string): string {
  return `SELECT 1 FROM (${select}) AS source LIMIT 0`;
}
