import type { DatabaseHandle } from '../../database/connection.ts';
import type { Answer, Landing, Preset } from './preset.ts';
import { rowsWithin } from './rowsWithin.ts';

/** How long a question may take, in milliseconds, before it stays open. */
const deadline = 60_000;

/**
 * The landing with answers to what a preset has to know of the data beyond the catalogue. Of tables a sample is looked
 * at; views, which cannot be sampled, are read whole. What takes too long stays unanswered.
 *
 * @throws HandraiseError of whatever the database fails with.
 */
export async function askQuestions(handle: DatabaseHandle, preset: Preset, landing: Landing): Promise<Landing> {
  const answers = new Map<string, readonly Answer[]>();
  const ask = (query: string) => rowsWithin<Answer>(handle, query, deadline, 'looking at what the fields hold');
  const whole = preset.questions?.(landing, 'whole') ?? {};
  for (const [name, query] of Object.entries(preset.questions?.(landing, 'sample') ?? {})) {
    const rows = (await ask(query)) ?? (await ask(whole[name] ?? query));
    if (rows) answers.set(name, rows);
  }
  return { ...landing, answer: (name) => answers.get(name) };
}
