import type { z } from 'zod';
import { HandraiseError } from '../errors.ts';

/** The parameters of a calibrator as its schema has them. @throws HandraiseError `artefact` naming what is wrong. */
export function parseParameters<T>(method: string, schema: z.ZodType<T>, parameters: unknown): T {
  const result = schema.safeParse(parameters);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
  throw new HandraiseError(
    'artefact',
    `the parameters of the ${method} calibrator are wrong${where}: ${issue?.message}`,
    {
      hint: 'train the model again',
    },
  );
}
