import type { z } from 'zod';
import { HandraiseError } from '../errors.ts';

/**
 * Parameters of the shape a family writes.
 *
 * @throws HandraiseError `artefact` naming the family and the first place that is wrong.
 */
export function parseParameters<Schema extends z.ZodType>(
  family: string,
  schema: Schema,
  parameters: unknown,
): z.output<Schema> {
  const result = schema.safeParse(parameters);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new HandraiseError(
    'artefact',
    `parameters of ${family} have the wrong shape at ${issue.path.join('.') || 'the top'}: ${issue.message}`,
    { hint: 'train again', cause: result.error },
  );
}
