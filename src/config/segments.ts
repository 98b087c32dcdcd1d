import { z } from 'zod';

const text = z.string().trim().min(1).max(300);
const name = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/);
const range = (least: number, most: number, of: string) =>
  z
    .strictObject({
      atLeast: z.number().min(least).max(most).optional().describe(`the least ${of}`),
      below: z.number().min(least).max(most).optional().describe(`less than this ${of}`),
    })
    .refine(({ atLeast, below }) => atLeast !== undefined || below !== undefined, {
      error: 'names neither atLeast nor below',
    })
    .refine(({ atLeast = least, below = Number.POSITIVE_INFINITY }) => atLeast < below, { error: 'holds nobody' });

const when = z
  .strictObject({
    fit: range(0, 100, 'fit').optional().describe('fit with the ideal customer profile'),
    grid: z
      .array(z.string().regex(/^[A-D][1-4]$/))
      .min(1)
      .optional()
      .describe('cells of fit and engagement, such as A3'),
    probability: range(0, 1, 'probability').optional().describe('probability of the outcome'),
    tier: z
      .array(z.enum(['A', 'B', 'C', 'D']))
      .min(1)
      .optional()
      .describe('any of these tiers'),
    stage: z.array(z.string().min(1)).min(1).optional().describe('any of these stages'),
    met: z.array(z.string().min(1)).min(1).optional().describe('criteria that are all known to be met'),
    lacks: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('criteria of which at least one is not known to be met'),
    onList: z.boolean().optional().describe('on the list to work, or held off it'),
  })
  .refine((rule) => Object.values(rule).some((value) => value !== undefined), { error: 'asks for nothing' });

/** Segments of the list: who is treated alike. */
export const segmentsSchema = z
  .array(
    z.strictObject({
      name: name.describe('lower-case letters, digits, _ and -, a letter first'),
      title: text.optional().describe('what reports call it; by default its name'),
      nurture: text.describe('the track that those in it are put on, such as a series of e-mails'),
      when: when
        .optional()
        .describe('who is in it: whoever fulfils all of this and is in no segment before; without it everybody left'),
    }),
  )
  .min(1)
  .max(50)
  .superRefine((segments, context) => {
    const names = segments.map((segment) => segment.name);
    for (const [i, segment] of segments.entries()) {
      if (names.indexOf(segment.name) !== i)
        context.addIssue({ code: 'custom', path: [i, 'name'], message: `${segment.name} is there twice` });
      if (segment.when === undefined && i < segments.length - 1)
        context.addIssue({
          code: 'custom',
          path: [i + 1],
          message: `${segment.name} takes everybody left: nobody is left for those after it`,
        });
    }
  });

/** The segments of a program. */
export type Segments = z.output<typeof segmentsSchema>;
