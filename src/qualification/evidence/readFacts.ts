import pg from 'pg';
import { copyOut } from '../../database/copyOut.ts';
import { instantSql } from '../../database/instantSql.ts';
import { fieldPositions } from '../../snapshot/fieldPositions.ts';
import type { Reading } from '../../snapshot/reading.ts';
import type { CompiledRules, Slot } from './compileRules.ts';
import { FactList, type Facts } from './facts.ts';

/**
 * Reads the answers, notes and events that the rules ask for, known before the reading's instant, in columns.
 *
 * What cannot be used is counted among the anomalies: rows without a date, of a later one, of unknown contacts, and answers of which no
 * rule knows what they say.
 *
 * @throws HandraiseError `database`, `permission`.
 */
export async function readFacts(
  reading: Reading,
  { slots }: CompiledRules,
  contactOf: ReadonlyMap<string, number>,
): Promise<Facts> {
  const facts = new FactList();
  await readAnswers(reading, slots, contactOf, facts);
  await readNotes(reading, slots, contactOf, facts);
  for (const [slot, rule] of slots.entries())
    if (rule.kind === 'event') await readEvents(reading, rule, slot, contactOf, facts);
  return facts.finish(contactOf.size);
}

async function readAnswers(
  { client, sources, knownBefore, anomalies }: Reading,
  slots: readonly Slot[],
  contactOf: ReadonlyMap<string, number>,
  facts: FactList,
): Promise<void> {
  const slotOf = new Map(slots.flatMap((slot, i) => (slot.kind === 'answer' ? [[slot.question, i] as const] : [])));
  if (slotOf.size === 0 || !sources.has('answer')) return;
  const at = fieldPositions('answer');
  const asked = [...slotOf.keys()].map(pg.escapeLiteral).join(', ');
  const statement = `SELECT * FROM (${sources.select('answer')}) AS source WHERE question IN (${asked})`;
  await copyOut(client, statement, (row) => {
    const question = row.text(at.question) ?? '';
    const slot = slotOf.get(question);
    const answer = row.text(at.answer)?.trim() ?? '';
    const dated = row.instant(at.answeredAt);
    if (slot === undefined || answer === '') return;
    if (!Number.isFinite(dated)) return anomalies.add('answers without a date');
    if (dated >= knownBefore) return anomalies.add('answers in the future');
    const contact = contactOf.get(row.text(at.contactId) ?? '');
    if (contact === undefined) return anomalies.add('answers of unknown contacts');
    const clear = slots[slot]!.readers.some(({ says }) => says(answer).some((said) => said !== 'neither'));
    if (!clear) anomalies.add(`answers to ${question} of which no rule knows what they say`);
    facts.add(contact, slot, dated, answer);
  });
}

async function readNotes(
  { client, sources, knownBefore, anomalies }: Reading,
  slots: readonly Slot[],
  contactOf: ReadonlyMap<string, number>,
  facts: FactList,
): Promise<void> {
  const rules = slots.flatMap((slot, i) => (slot.kind === 'note' ? [{ slot: i, speaks: slot.speaks }] : []));
  if (rules.length === 0 || !sources.has('note')) return;
  const at = fieldPositions('note');
  await copyOut(client, sources.select('note'), (row) => {
    const text = row.text(at.text);
    if (text === null) return;
    const spoken = rules.filter(({ speaks }) => speaks(text));
    if (spoken.length === 0) return;
    const dated = row.instant(at.writtenAt);
    if (!Number.isFinite(dated)) return anomalies.add('notes without a date');
    if (dated >= knownBefore) return anomalies.add('notes in the future');
    const contact = contactOf.get(row.text(at.contactId) ?? '');
    if (contact === undefined) return anomalies.add('notes of unknown contacts');
    for (const { slot } of spoken) facts.add(contact, slot, dated, text);
  });
}

async function readEvents(
  { client, sources, knownBefore, anomalies }: Reading,
  { event, atLeast, holds }: Extract<Slot, { kind: 'event' }>,
  slot: number,
  contactOf: ReadonlyMap<string, number>,
  facts: FactList,
): Promise<void> {
  if (!sources.has('event')) return;
  const before = instantSql(knownBefore);
  const after = instantSql(knownBefore - holds);
  // So many count until the earliest of the newest so many is too old.
  const statement = `
    SELECT contact_id, (array_agg(occurred_at ORDER BY occurred_at DESC))[${atLeast}] AS dated, count(*)::text AS events
    FROM (${sources.select('event')}) AS source
    WHERE kind = ${pg.escapeLiteral(event)} AND occurred_at < ${before} AND occurred_at > ${after}
      AND (ingested_at IS NULL OR ingested_at < ${before})
    GROUP BY contact_id HAVING count(*) >= ${atLeast}`;
  await copyOut(client, statement, (row) => {
    const contact = contactOf.get(row.text(0) ?? '');
    if (contact === undefined) return anomalies.add('events of unknown contacts that would be evidence');
    facts.add(contact, slot, row.instant(1), row.text(2)!);
  });
}
