import { stripTypeScriptTypes } from 'node:module';
import { expect } from 'vitest';
import { exampleCode } from './exampleCode.ts';

type Scope = Readonly<Record<string, unknown>>;

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>;

/**
 * Runs the example of a doc comment.
 *
 * @param scope what the example finds by name.
 */
export async function runExample(example: string, scope: Scope): Promise<void> {
  const checked = exampleCode(
    example,
    (expression, value) => `promised(${JSON.stringify(expression)}, await (${expression}), (${value}));`,
  );
  const promised = (expression: string, found: unknown, value: unknown) => expect(found, expression).toEqual(value);
  const names = Object.keys(scope).filter((name) => name !== 'default');
  const body = stripTypeScriptTypes(`async function example() {\n${checked}\n}`);
  const run = new AsyncFunction('promised', ...names, `${body}\nawait example();`);
  await run(promised, ...names.map((name) => scope[name]));
}
