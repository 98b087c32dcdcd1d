import { type EntityName, entityOf } from '../../config/entity.ts';
import { dayBound } from '../instantValue.ts';
import { columnOfField } from '../probe.ts';
import type { Measured } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** What it costs to do without the entities that nearly everything rests on. */
const needed: Readonly<Partial<Record<EntityName, Pick<CheckProblem, 'severity' | 'cost'>>>> = {
  contact: { severity: 'error', cost: 'there is nobody to rank' },
  event: { severity: 'warning', cost: 'the model sees attributes and tenure only, and what people do says most' },
  outcome: { severity: 'error', cost: 'no program can be trained: nothing says who converted' },
};

/** What is wrong with an entity that has no rows, or (`relation` null) is neither mapped nor imported. */
export function emptyTable(entity: EntityName, relation: string | null): CheckProblem[] {
  if (relation === null && !needed[entity]) return [];
  const { severity, cost } = needed[entity] ?? { severity: 'warning', cost: 'it says nothing' };
  return [
    {
      entity,
      severity,
      problem: relation === null ? 'is neither mapped nor imported' : `${relation} has no rows`,
      rows: 0,
      cost,
      remedy: `map source.${entity} in the configuration, or run handraise import ${entity} FILE.csv`,
      examples: [],
    },
  ];
}

/** What can be said of a table as a whole. */
export function tableProblems(readable: Readable, measured: Measured, accounts: Readable | null): CheckProblem[] {
  const { entity, fields, probed } = readable;
  const info = (problem: string, cost: string, remedy: string): CheckProblem => ({
    entity,
    severity: 'info',
    problem,
    rows: 0,
    cost,
    remedy,
    examples: [],
  });
  const problems: CheckProblem[] = [];
  const ofType = (type: string) =>
    [...fields].filter(
      (field) =>
        entityOf(entity).fields[field]?.type === 'instant' &&
        probed.columns.get(columnOfField(probed, field) ?? '') === type,
    );
  const [naive, days] = [ofType('timestamp without time zone'), ofType('date')];
  if (naive.length > 0)
    problems.push(
      info(
        `${naive.join(', ')} says no zone`,
        `read in the declared zone, ${probed.relation.zone}; an hour that occurs twice is the second one`,
        'nothing, if that is the zone it was written in',
      ),
    );
  for (const field of days)
    problems.push(
      info(
        `${field} says the day only`,
        `a day counts from its ${dayBound(probed, field)}, in the zone ${probed.relation.zone}`,
        `nothing, or map a column that has the time; source.${entity}.days.${field} says whether a day counts from its start or its end`,
      ),
    );
  if (entity === 'contact' && (fields.has('accountId') || fields.has('currentAccountId')) && !accounts)
    problems.push({
      ...info(
        'contacts name accounts, but there are none',
        'every contact counts as having no account: no account is ranked, and nothing is known of colleagues',
        'map source.account; SELECT DISTINCT account_id AS id FROM the contacts will do',
      ),
      severity: 'warning',
    });
  if ((entity === 'event' || entity === 'outcome') && !measured.spans.some(({ field }) => field === 'ingestedAt'))
    problems.push(
      info(
        'nothing says when rows became known (ingestedAt)',
        'what arrived late counts as known at once, so past dates look better informed than they were',
        `map ${entity}.ingestedAt, if the source records it`,
      ),
    );
  return problems;
}
