import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { definition } from '../../src/cli/commands/table.ts';
import { estimatorOf, families, fittedFamilyOf, learnerNamed } from '../../src/model/families.ts';
import { exportedRecords } from '../contract/exportedRecords.ts';
import { familyContract } from '../contract/family.contract.ts';

for (const family of families) familyContract(family);

describe('the list of families', () => {
  const named = families.flatMap(({ name, aliases }) => [name, ...aliases]);

  test('has each name and alias once, and each record by its name', () => {
    expect(new Set(named).size).toBe(named.length);
    for (const family of families) expect(fittedFamilyOf(family.name)).toBe(family);
  });

  test('has every family that is defined', async () => {
    const defined = await exportedRecords('model/**/*Family.ts', (value) => 'create' in value && 'works' in value);
    expect(defined).toHaveLength(families.length);
    for (const [file, family] of defined) expect(families, file).toContain(family);
  });

  test('has the learners by name and alias', () => {
    expect(learnerNamed('gbm')).toBe('boosting');
    expect(learnerNamed('boosting')).toBe('boosting');
    for (const text of ['points', 'base-rate', 'auto', '', 'toString']) expect(learnerNamed(text)).toBeUndefined();
  });

  test('is what the table command offers', () => {
    const command = new Command();
    definition.configure?.(command);
    const learners = families.filter(({ role }) => role === 'learner');
    expect(command.options.find(({ long }) => long === '--model')!.argChoices).toEqual([
      'auto',
      ...learners.map(({ name }) => name),
      ...learners.flatMap(({ aliases }) => aliases),
    ]);
  });

  test('is what models/README.md says of the parameters of artefacts', () => {
    const page = readFileSync(join(import.meta.dirname, '../../models/README.md'), 'utf8');
    for (const { name } of families) {
      expect(page.split('\n').find((line) => line.startsWith('| `family` |'))).toContain(`\`${name}\``);
      expect(page).toMatch(new RegExp(`^\\*\\*${name}\\*\\*: `, 'm'));
    }
  });

  test.each(['spline', '', '__proto__', 'constructor', 'gbm'])('has no estimator of %j', (name) => {
    expect(() => estimatorOf(name)).toThrow(expect.objectContaining({ code: 'artefact' }));
  });
});
