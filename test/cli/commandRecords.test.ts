import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { programOf } from '../../src/cli/program.ts';
import { exportedRecords } from '../contract/exportedRecords.ts';

/** What every command must be known for; docs/reference/commands.md is drawn from the same. */
describe.each(commands)('command $name', ({ name, summary, load }) => {
  const parsed = programOf(() => undefined, name.split(' ')).then((program) =>
    name.split(' ').reduce((at, word) => at.commands.find((one) => one.name() === word)!, program),
  );

  test('is listed in one clause', () => {
    expect(name).toMatch(/^[a-z]+( [a-z]+)?$/);
    expect(summary).toMatch(/^[a-z].*[^.]$/);
  });

  test('says what each option and argument is', async () => {
    const { options, registeredArguments } = await parsed;
    for (const { long, description } of options) expect(description, long).toMatch(/\S/);
    for (const argument of registeredArguments) expect(argument.description, argument.name()).toMatch(/\S/);
  });

  test('has examples that it understands', async () => {
    const { examples } = (await load()).definition;
    const { options } = await parsed;
    const known = options.flatMap(({ long, short }) => [long, short]);
    for (const [line, what] of examples) {
      expect(line).toMatch(new RegExp(`(^|[^a-z])handraise ${name}( |$)`));
      expect(what).toMatch(/^[A-Z].*\.$/);
      for (const [, flag] of line.matchAll(/(?<= )(--?[a-z][a-z-]*)/g)) expect(known, line).toContain(flag);
    }
  });

  test('has an action of its own, which loads', async () => {
    const { definition } = await load();
    expect(typeof (await definition.action()).action).toBe('function');
  });
});

describe('the list of commands', () => {
  test('has each name once', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  });

  test('has every command that is defined', async () => {
    const listed = await Promise.all(commands.map(async ({ load }) => (await load()).definition));
    const defined = await exportedRecords('cli/commands/*.ts', (value) => 'examples' in value && 'action' in value);
    for (const [file, definition] of defined) expect(listed, file).toContain(definition);
  });
});
