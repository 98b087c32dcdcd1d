import type { z } from 'zod';
import { HandraiseError } from './errors.ts';

/**
 * Parameters of the shape that a model or a calibrator writes.
 *
 * @param of whose they are, for the reader: "the logistic model"
 * @throws HandraiseError `artefact` naming the first place that is wrong.
 */
export function parseParameters<Schema extends z.ZodType>(
  of: string,
  schema: Schema,
  parameters: unknown,
): z.output<Schema> {
  const result = schema.safeParse(parameters);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const where = issue.path.join('.') || 'the top';
  throw new HandraiseError('artefact', `the parameters of ${of} are wrong at ${where}: ${issue.message}`, {
    hint: 'train again',
    cause: result.error,
  });
}
