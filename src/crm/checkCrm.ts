import { type RawBuilder, sql } from 'kysely';
import { type EntityName, entityNames } from '../config/entity.ts';
import type { Config } from '../config/schema.ts';
import type { DatabaseHandle } from '../database/connection.ts';
import { planned } from '../database/planned.ts';
import { relationsHeld } from '../database/relationsHeld.ts';
import { inSnapshot } from '../database/transaction.ts';
import { severities } from '../notice/catalogue.ts';
import type { Finding } from '../notice/finding.ts';
import { attributeProblems, historyProblems } from './check/attributeProblems.ts';
import { bursts } from './check/bursts.ts';
import { duplicates } from './check/duplicates.ts';
import { fieldRules } from './check/fieldRules.ts';
import { foreignTables } from './check/foreignTables.ts';
import { hiddenRows } from './check/hiddenRows.ts';
import { inherited } from './check/inherited.ts';
import { looseText } from './check/looseText.ts';
import { machines } from './check/machines.ts';
import { examplesOf, joined, measure, type Run, runOn } from './check/measure.ts';
import { checkPrograms } from './check/programs.ts';
import { attempt, type Readable, readable } from './check/readable.ts';
import { relationRules } from './check/relationRules.ts';
import type { CheckedEntity, CheckReport } from './check/report.ts';
import { sameDay } from './check/sameDay.ts';
import { silence } from './check/silence.ts';
import { softDeletes } from './check/softDeletes.ts';
import { staleIndexes } from './check/staleIndexes.ts';
import { subscriptions } from './check/subscriptions.ts';
import { suppressionProblems } from './check/suppressed.ts';
import { emptyTable, tableProblems } from './check/tableProblems.ts';
import { unreadableHistory, unreadableNumbers, unreadableProperties } from './check/unreadableNumbers.ts';
import { versions } from './check/versions.ts';
import { filteredTables } from './filteredTables.ts';
import { inheritedTables } from './inheritedTables.ts';

export type { CheckReport } from './check/report.ts';

/**
 * Reads the catalogue and the data of every mapped or imported entity, and reports what is wrong with them; `wording/` says what each
 * problem does and how to fix it.
 *
 * A relation that is missing, may not be read or has the wrong columns is a problem like others: the rest is still
 * looked at. Nothing is written; each entity is read in a transaction of its own that sees one instant of the database.
 *
 * @param now microseconds since 1970 UTC; later dates lie in the future
 * @returns problems with severity `error` keep the pipeline from working
 * @throws HandraiseError `database` or `resource` when the server fails; what is wrong with the data is in the report
 */
export async function checkCrm(handle: DatabaseHandle, config: Config, now: number): Promise<CheckReport> {
  const problems: Finding[] = [];
  const found = new Map<EntityName, Readable>();
  const unreadable = new Set<EntityName>();
  for (const entity of entityNames) {
    const before = problems.length;
    const one = await readable(handle, entity, config.source, problems);
    if (one) found.set(entity, one);
    else if (problems.length > before) unreadable.add(entity);
  }
  const present: Present = { handle, now: instantOf(now), found };
  const entities: CheckedEntity[] = [];
  for (const entity of entityNames) {
    const one = found.get(entity);
    if (one) {
      const checked = await attempt(entity, problems, () => checkEntity(present, one));
      problems.push(...(checked?.problems ?? []));
      entities.push(checked?.entity ?? { entity, relation: one.probed.title, rows: 0, spans: [] });
    } else {
      entities.push({ entity, relation: null, rows: 0, spans: [] });
      if (!unreadable.has(entity)) problems.push(...emptyTable(entity, null));
    }
  }
  if (found.has('event')) problems.push(...((await attempt('event', problems, () => machines(handle, config))) ?? []));
  const ahead = await attempt('outcome', problems, () => lookAhead(present, config, entities));
  problems.push(...(ahead?.problems ?? []));
  return { entities, problems: sorted(problems), programs: ahead?.programs ?? [] };
}

interface Present {
  readonly handle: DatabaseHandle;
  readonly now: RawBuilder<unknown>;
  readonly found: ReadonlyMap<EntityName, Readable>;
}

async function checkEntity(
  { handle, now, found }: Present,
  one: Readable,
): Promise<{ entity: CheckedEntity; problems: Finding[] }> {
  const { entity, fields, probed } = one;
  const others = {
    contact: withField(found.get('contact'), 'id'),
    account: withField(found.get('account'), 'id'),
    opportunity: withField(found.get('opportunity'), 'id'),
    opportunityContact: withField(found.get('opportunityContact'), 'opportunityId'),
  };
  const from = joined(one, others);
  const rules = [...fieldRules(entity, fields, now), ...relationRules(entity, fields, others)];
  return inSnapshot(handle, async (client) => {
    const run = runOn(handle, client, `checking ${entity}`);
    const select = one.select.compile(handle.kysely).sql;
    await run(sql.raw(planned(select)));
    const below = await relationsHeld(client);
    const hidden = await hiddenRows(run, one, await filteredTables(client, [select]));
    const [reading] = await inheritedTables(client, [select]);
    const measured = await measure(run, one, from, rules);
    const checked = { entity, relation: probed.title, rows: measured.rows, spans: measured.spans };
    if (measured.rows === 0) return { entity: checked, problems: [...hidden, ...emptyTable(entity, probed.title)] };
    const problems = [...hidden, ...(await inherited(run, one, reading!)), ...(await foreignTables(run, one, below))];
    problems.push(...(await staleIndexes(run, one, below)), ...(await subscriptions(run, one, below)));
    for (const [index, rule] of rules.entries()) {
      const rows = measured.broken[index] ?? 0;
      if (rows > 0) problems.push(rule.says({ entity, rows, examples: await examplesOf(run, one, from, rule) }));
    }
    problems.push(...(await duplicates(run, one)), ...(await versions(run, one)), ...(await softDeletes(run, one)));
    problems.push(...(await sameDay(run, one)), ...(await bursts(run, one)), ...(await silence(run, one, now)));
    problems.push(...tableProblems(one, measured, others.account), ...attributeProblems(one, measured));
    problems.push(...(await unreadableNumbers(run, one)), ...(await unreadableProperties(run, one)), ...looseText(one));
    return { entity: checked, problems };
  });
}

/** What concerns several entities: history of attributes, and programs. */
async function lookAhead({ handle, now, found }: Present, config: Config, entities: readonly CheckedEntity[]) {
  return inSnapshot(handle, async (client) => {
    const run: Run = runOn(handle, client, 'checking the programs');
    const owners = (['account', 'contact'] as const).flatMap((entity) => found.get(entity) ?? []);
    const history = found.get('attributeHistory') ?? null;
    const problems = [
      ...(await historyProblems(run, history, owners)),
      ...(await unreadableHistory(run, history, owners)),
    ];
    const suppression = withField(found.get('suppression'), 'contactId');
    const outcome = withField(found.get('outcome'), 'contactId');
    const contact = withField(found.get('contact'), 'id');
    const contacts = entities.find(({ entity }) => entity === 'contact')?.rows ?? 0;
    if (contact && contacts > 0)
      problems.push(...(await suppressionProblems(run, config.programs, suppression, contact, contacts, now)));
    const hasOutcomes = entities.some(({ entity, rows }) => entity === 'outcome' && rows > 0);
    if (!outcome || !contact || !hasOutcomes) return { problems, programs: [] };
    const checked = await checkPrograms(run, config.programs, outcome, contact, entities);
    return { problems: [...problems, ...checked.problems], programs: checked.programs };
  });
}

function withField(one: Readable | undefined, field: string): Readable | null {
  return one?.fields.has(field) ? one : null;
}

function instantOf(microseconds: number): RawBuilder<unknown> {
  return sql`(timestamptz 'epoch' + ${microseconds}::float8 * interval '1 microsecond')`;
}

function sorted(problems: readonly Finding[]): Finding[] {
  return severities
    .toReversed()
    .flatMap((severity) =>
      entityNames.flatMap((entity) =>
        problems.filter((problem) => problem.severity === severity && problem.figures.entity === entity),
      ),
    );
}
