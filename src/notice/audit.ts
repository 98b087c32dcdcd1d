import { z } from 'zod';
import { readingReasons } from './columnReading.ts';
import { figure } from './figure.ts';

const side = z.object({ rows: figure, differing: figure }).readonly();

/** How often the value in use, today's, is not the one as of the row, on rows with an outcome and without; and one change that shows it. */
const history = {
  converted: side,
  others: side,
  example: z
    .object({
      entity: z.enum(['contact', 'account']),
      attribute: z.string(),
      cleared: z.boolean(),
      /** The new value, shortened; absent where few have it, so that nobody is known by it. */
      value: z.string().optional(),
      /** Day in ISO 8601; absent where it is not known. */
      on: z.string().optional(),
      /** Microseconds since the outcome that came before; absent where that is not what it shows. */
      sinceOutcome: figure.optional(),
    })
    .readonly()
    .optional(),
};

const declared = z.enum(['event-time', 'undated', 'history', 'stable', 'created-with', 'current-state']);
const alone = {
  auc: figure,
  /** Whether that is by ranges of its values, not by their order. */
  byRanges: z.boolean(),
};

/** Why the audit leaves a feature out, warns of it or remarks on it. */
export const auditFigures = {
  /** Of a model of an earlier version, which kept only the sentence. */
  'older-reason': z.object({ sentence: z.string() }),
  'excluded-by-configuration': z.object({}),
  'excluded-as-asked': z.object({}),
  'unusable-column': z.object({
    why: z.enum([
      'date',
      'date-in-two-ways',
      'date-knows',
      'settled',
      'prose',
      'too-many-texts',
      'texts',
      'id',
      'record-number',
      'names-units',
    ]),
    /** What it was settled as; of earlier versions how its values were read, too. */
    detail: z.string().optional(),
    reading: readingReasons.optional(),
    texts: figure.optional(),
    rows: figure.optional(),
  }),
  'no-value': z.object({}),
  'one-value': z.object({}),
  'only-todays-value': z.object({}),
  /** Shares that have an account, of those who reach the outcome sooner or later and of the others. */
  'account-follows-outcome': z.object({ reached: figure, others: figure }),
  'missing-knows-outcome': z.object({ auc: figure }),
  'winners-only': z.object({ have: z.enum(['a value', 'none']) }),
  'follows-outcomes': z.object({ declared, ...history }),
  'is-outcome': z.object({ association: figure }),
  'knows-outcome': z.object(alone),
  'contradicts-history': z.object({ declared, ...history }),
  'history-of-todays-value': z.object(history),
  /** Population stability index, and what a large one is by convention. */
  'large-shift': z.object({ psi: figure, from: figure }),
  'some-shift': z.object({ psi: figure }),
  'kept-against-advice': z.object({ by: z.enum(['configuration', 'command']), reason: z.string() }),
  'tells-alone': z.object(alone),
  'rows-of-winners': z.object({ rows: figure }),
  'filled-in-later': z.object({ missingShare: figure }),
  'missing-tells': z.object({ auc: figure }),
  'name-says': z.object({ says: z.enum(['overwritten', 'judged', 'scored', 'with-outcome', 'perhaps-with-outcome']) }),
  'tells-in-pair': z.object({ partner: z.string(), auc: figure }),
} as const;

/** What the audit says of a feature. */
export type AuditKind = keyof typeof auditFigures;
