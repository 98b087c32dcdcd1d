import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeLeads } from '../cli/leads.ts';
import { codeBlocks, commandsOf } from './commandBlocks.ts';
import { type CompanyShell, companyShell } from './companyShell.ts';

const commands = codeBlocks('docs/tutorials/first-flat-file.md')
  .filter(({ language, notRun }) => language === 'sh' && notRun === undefined)
  .flatMap(commandsOf);

let shell: CompanyShell;
beforeAll(async () => {
  shell = await companyShell();
  await writeLeads(join(shell.folder, 'leads.csv'), 600, 1);
  await writeLeads(join(shell.folder, 'new.csv'), 200, 2, { label: false });
});
afterAll(() => shell?.remove());

test('the tutorial of the first flat file has commands', () => {
  expect(commands.length).toBeGreaterThan(3);
});

test.each(commands)('%s', async (command) => {
  const finished = await shell.run(command);
  expect(finished.code, finished.stderr).toBe(0);
  // What the tutorial says of the columns of its file.
  if (!command.includes('--exclude')) {
    expect(finished.stdout).toContain('Left out, since it may know the outcome: tags');
    expect(finished.stdout).toContain('--exclude visits,last_activity');
  }
});
