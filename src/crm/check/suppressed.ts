import { type RawBuilder, sql } from 'kysely';
import { channelKey } from '../../config/channel.ts';
import type { Config, Program } from '../../config/schema.ts';
import type { Run } from './measure.ts';
import { percent } from './outcomeShape.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** Above this share of contacts it is hardly they who refused. */
const nearlyEverybody = 0.8;

interface Suppressed {
  readonly channel: string | null;
  readonly contacts: number;
}

/** Whom each program may not approach today, and channels it names that no suppression has. */
export async function suppressionProblems(
  run: Run,
  programs: Config['programs'],
  suppression: Readable | null,
  contact: Readable,
  contacts: number,
  now: RawBuilder<unknown>,
): Promise<CheckProblem[]> {
  const found = suppression ? await channelsOf(run, suppression) : [];
  const problems: CheckProblem[] = [];
  for (const [name, { eligibility }] of Object.entries(programs)) {
    const problem = (text: string, rest: Pick<CheckProblem, 'rows' | 'cost' | 'remedy'>) =>
      problems.push({
        entity: 'suppression',
        severity: 'warning',
        problem: `program ${name}: ${text}`,
        ...rest,
        examples: [],
      });
    const known = new Set(found.map(({ channel }) => channelKey(channel ?? '')));
    const unknown = (eligibility.suppressionChannels ?? []).filter((channel) => !known.has(channel));
    if (unknown.length > 0)
      problem(`no suppression is of ${unknown.length === 1 ? 'the channel' : 'the channels'} ${listed(unknown)}`, {
        rows: 0,
        cost: 'nobody is kept off the list for it; suppressions of other channels do not count',
        remedy: channelRemedy(found),
      });
    if (!suppression) continue;
    const rows = await suppressedNow(run, suppression, contact, matching(found, eligibility), now);
    if (rows > nearlyEverybody * contacts)
      problem(`${percent(rows / contacts)} of all contacts are suppressed today`, {
        rows,
        cost: 'the list holds the others alone',
        remedy:
          'see that these people refused, rather than were never asked; or name the channels that count, in eligibility.suppressionChannels',
      });
  }
  return problems;
}

function channelsOf(run: Run, suppression: Readable): Promise<Suppressed[]> {
  return run<Suppressed>(sql`
    SELECT channel, count(DISTINCT contact_id)::float8 AS contacts FROM (${suppression.select}) AS s
    GROUP BY channel ORDER BY 2 DESC, channel COLLATE "C"`);
}

/** The channels, as rows write them, that count for a program. */
function matching(found: readonly Suppressed[], { suppressionChannels }: Program['eligibility']): string[] | null {
  if (suppressionChannels === undefined) return null;
  return found.flatMap(({ channel }) =>
    channel !== null && ['', ...suppressionChannels].includes(channelKey(channel)) ? [channel] : [],
  );
}

async function suppressedNow(
  run: Run,
  suppression: Readable,
  contact: Readable,
  channels: readonly string[] | null,
  now: RawBuilder<unknown>,
): Promise<number> {
  const counts = channels === null ? sql`true` : sql`(channel IS NULL OR channel = ANY (${channels}::text[]))`;
  const [found] = await run<{ contacts: number }>(sql`
    SELECT count(DISTINCT contact_id)::float8 AS contacts FROM (${suppression.select}) AS s
    JOIN (SELECT id FROM (${contact.select}) AS contacts GROUP BY id) AS c ON c.id = s.contact_id
    WHERE (since IS NULL OR since < ${now}) AND (until IS NULL OR until > ${now}) AND ${counts}`);
  return found?.contacts ?? 0;
}

function channelRemedy(found: readonly Suppressed[]): string {
  const channels = found.flatMap(({ channel }) => (channel === null || channelKey(channel) === '' ? [] : [channel]));
  if (channels.length === 0) return 'map suppression.channel, or leave eligibility.suppressionChannels out';
  return `set eligibility.suppressionChannels to some there are: ${listed(channels.slice(0, 10))}`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}
