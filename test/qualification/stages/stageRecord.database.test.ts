import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../src/database/transaction.ts';
import { moveContacts } from '../../../src/qualification/stages/nightlyMoves.ts';
import { recordDecision } from '../../../src/qualification/stages/recordDecision.ts';
import { stageMachine } from '../../../src/qualification/stages/stageMachine.ts';
import { StageMoves } from '../../../src/qualification/stages/stageMoves.ts';
import { readStageRecord } from '../../../src/qualification/stages/stageRecord.ts';
import { writeStageMoves } from '../../../src/qualification/stages/writeStageMoves.ts';
import { indexOfIds } from '../../../src/snapshot/reading.ts';
import { microsecondsPerDay } from '../../../src/time/instant.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { factsOf, fiveStages, type Known } from './machines.ts';

const machine = stageMachine(fiveStages);
const ids = ['a', 'b', 'c'];
const contactOf = indexOfIds(ids);
const ready: Known = { fit: 80, probability: 0.4 };

describe('the record of stages', () => {
  let database: TestDatabase;
  let program = '';
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(({ task }) => {
    program = `p${task.id}`;
  });
  afterAll(() => database?.drop());

  const read = () => inTransaction(database.handle, (client) => readStageRecord(client, program, machine, contactOf));

  /** A run as of a day; somebody may do something between its reading and its writing. */
  async function night(day: number, known: readonly Known[], meanwhile = async () => {}) {
    const { states } = await read();
    const before = states.moves.slice();
    const moves = new StageMoves();
    moveContacts(
      machine,
      states,
      { at: day * microsecondsPerDay, facts: factsOf(known), decisionsOf: () => [] },
      (move, from) => moves.add(move, from, states.moves[move.contact]!),
    );
    await meanwhile();
    const of = { program, runId: `run ${day}`, machine, idOf: (contact: number) => ids[contact]!, tierOf: () => null };
    const leftOut = await inTransaction(database.handle, (client) =>
      writeStageMoves(client, moves, { ...of, contactOf, movesBefore: (contact) => before[contact]! }, undefined),
    );
    return { states, leftOut };
  }

  const decide = (contactId: string, stage: string, reason: string, day: number) =>
    recordDecision(database.handle, machine, {
      ...{ program, contactId, stage, reason, by: 'Ann', at: day * microsecondsPerDay },
    });

  it('rebuilds where everybody stands, to the last instant and wait', async () => {
    const { states } = await night(1, [ready, { fit: 80 }, {}]);
    expect((await read()).states).toEqual(states);
    await decide('a', 'sales-accepted', 'wants a meeting', 2);
    await decide('b', 'names', 'not now', 2);
    const later = await night(3, [ready, ready, ready]);
    expect(later.states.state).toEqual(Int8Array.of(3, 0, 2));
    expect(later.states.heldUntil[1]).toBe(32 * microsecondsPerDay);
    expect(await read()).toEqual({ states: later.states, lastRun: 3 * microsecondsPerDay });
  });

  it('takes a decision that is typed while a run is at work, and leaves the moves of that contact out', async () => {
    const { leftOut } = await night(1, [ready, ready, {}], async () => {
      expect(await decide('a', 'disqualified', 'a student', 1)).toMatchObject({ from: 'names', to: 'disqualified' });
    });
    expect(leftOut).toBe(1);
    expect((await read()).states.state).toEqual(Int8Array.of(machine.disqualified, 2, 0));
    expect((await night(2, [ready, ready, {}])).leftOut).toBe(0);
    expect((await read()).states.state).toEqual(Int8Array.of(machine.disqualified, 2, 0));
  });

  it('passes over contacts that the CRM has no more', async () => {
    await night(1, [ready, {}, ready]);
    const without = indexOfIds(['b', 'c']);
    const { states } = await inTransaction(database.handle, (client) =>
      readStageRecord(client, program, machine, without),
    );
    expect(states.state).toEqual(Int8Array.of(0, 2));
  });
});
