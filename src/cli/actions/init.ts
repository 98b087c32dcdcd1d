import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenWorkbench } from '../../api/workbench.ts';
import type { Action } from '../command.ts';
import { withWorkbench } from '../session.ts';
import { chosenPresets, type PresetOption } from './chosenPresets.ts';
import { presetText, type WrittenPreset } from './initPreset.ts';
import { initProgram } from './initProgram.ts';
import { configFile, defaultProgram, newConfig } from './newConfig.ts';
import { alreadyThere, writeNew } from './writeNew.ts';

export const action: Action = async (flags, _args, around) => {
  const path = join(around.cwd, configFile);
  const chosen = chosenPresets((flags.preset ?? flags.schema ?? []) as readonly PresetOption[]);
  if (flags.program !== undefined || flags.outcome !== undefined) return initProgram(flags, around, chosen !== null);
  if (chosen === null) {
    await writeNew(path, newConfig(defaultProgram));
    return { data: { path }, text: `${path}\nNext: map your tables in it, then handraise check` };
  }
  // Found out before the database is asked anything.
  await access(path).then(
    () => Promise.reject(alreadyThere(path)),
    () => undefined,
  );
  const work = async (workbench: OpenWorkbench) => {
    const { text, findings } = await workbench.presetConfig(chosen);
    await writeNew(path, text);
    const written: WrittenPreset = { path, ...findings };
    const { presets: found, ...rest } = written;
    // One preset is told plainly, several one by one.
    const data = found.length === 1 ? { ...rest, ...found[0] } : written;
    return { data, text: presetText(written) };
  };
  return withWorkbench(flags, around, work, { configuration: 'optional' });
};
