import { type RawBuilder, sql } from 'kysely';
import { channelKey } from '../../config/channel.ts';
import type { Config, Program } from '../../config/schema.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** Above this share of contacts it is hardly they who refused. */
const nearlyEverybody = 0.8;

/** Channels that are named, where a program names others. */
const namedChannels = 10;

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
): Promise<Finding[]> {
  const found = suppression ? await channelsOf(run, suppression) : [];
  const problems: Finding[] = [];
  for (const [name, { eligibility }] of Object.entries(programs)) {
    const of = { entity: 'suppression', program: name };
    const known = new Set(found.map(({ channel }) => channelKey(channel ?? '')));
    const unknown = (eligibility.suppressionChannels ?? []).filter((channel) => !known.has(channel));
    if (unknown.length > 0)
      problems.push(notice('channels-unknown', { ...of, channels: unknown, known: named(found) }));
    if (!suppression) continue;
    const suppressed = await suppressedNow(run, suppression, contact, matching(found, eligibility), now);
    if (suppressed > nearlyEverybody * contacts)
      problems.push(notice('most-suppressed', { ...of, suppressed, contacts }));
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

/** The first channels there are, as rows write them. */
function named(found: readonly Suppressed[]): string[] {
  return found
    .flatMap(({ channel }) => (channel === null || channelKey(channel) === '' ? [] : [channel]))
    .slice(0, namedChannels);
}
