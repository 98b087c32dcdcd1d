import { type Ctes, select } from './statement.ts';

/** When somebody opted out or came back, and who is opted out today. */
export interface OptOuts {
  /** What the CTEs are called by. */
  readonly name: string;
  readonly reason: string;
  readonly channel: string;
  /** SELECT of contact_id, opted_out, at: every change that is known; undefined where none is dated. */
  readonly told: string | undefined;
  /** SELECT of contact_id, one row each: who is opted out today; undefined where nothing says so. */
  readonly today: string | undefined;
}

/**
 * Suppressions since and until when they are known: SELECTs of contact_id, reason, channel, since, until.
 *
 * What is true today decides: whoever is opted out today though no change says so has been since the last change that
 * says otherwise or, without any, always; a change that says so of somebody who is not opted out today says nothing.
 */
export function optOutSpans({ name, reason, channel, told, today }: OptOuts): {
  readonly ctes: Ctes;
  readonly selects: readonly string[];
} {
  const columns = (contact: string, since: string, until: string) => ({
    contact_id: contact,
    reason: `'${reason}'`,
    channel: `'${channel}'`,
    since,
    until,
  });
  const never = 'NULL::timestamptz';
  const isOut = `${name}_today`;
  if (told === undefined)
    return today === undefined
      ? { ctes: {}, selects: [] }
      : {
          ctes: { [isOut]: today },
          selects: [select({ columns: columns(`${isOut}.contact_id`, never, never), from: isOut })],
        };
  const change = `${name}_change`;
  const ctes = {
    [change]: `SELECT contact_id, opted_out, at AS since,
  lead(at) OVER (PARTITION BY contact_id ORDER BY at, opted_out) AS until
FROM (
${told}
) AS told`,
  };
  const spans = select({
    columns: columns(`${change}.contact_id`, `${change}.since`, `${change}.until`),
    from: change,
    joins: today === undefined ? [] : [`LEFT JOIN ${isOut} ON ${isOut}.contact_id = ${change}.contact_id`],
    where: [
      `${change}.opted_out`,
      ...(today === undefined ? [] : [`(${change}.until IS NOT NULL OR ${isOut}.contact_id IS NOT NULL)`]),
    ],
  });
  if (today === undefined) return { ctes, selects: [spans] };
  const untold = select({
    columns: columns(`${isOut}.contact_id`, `${change}.since`, never),
    from: isOut,
    joins: [`LEFT JOIN ${change} ON ${change}.contact_id = ${isOut}.contact_id AND ${change}.until IS NULL`],
    where: [`${change}.opted_out IS NOT TRUE`],
  });
  return { ctes: { ...ctes, [isOut]: today }, selects: [spans, untold] };
}
