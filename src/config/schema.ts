import { z } from 'zod';
import { calibrationMethods } from '../calibration/calibrators.ts';
import { channelKey } from './channel.ts';
import { type EntityName, entityNames, entityOf, versionedEntities } from './entity.ts';
import { page } from './page.ts';
import { unknownPageNames } from './pageNames.ts';
import { profileSchema } from './profile.ts';
import { qualificationSchema, surveySchema } from './qualification.ts';
import { segmentsSchema } from './segments.ts';
import { serviceLevelsSchema } from './serviceLevels.ts';
import { stagesSchema, statesAside } from './stages.ts';

/** A definition of the company's own, as far as the configuration knows it; `features/` has the whole of it. */
export interface OwnDefinition {
  readonly name: string;
  readonly version: number;
  values(context: never): unknown;
}

const identifier = z.string().min(1).max(200);
const instant = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .describe('ISO date or date-time; a date is its UTC midnight');
const days = z.number().positive().max(3660);
const share = z.number().gt(0).lt(1);

const availability = z
  .enum(['stable', 'created-with', 'history', 'current-state'])
  .describe(
    'how the value is known at a past date: never changes, set at creation, read from attributeHistory, or only today',
  );

const attribute = z
  .strictObject({
    column: identifier.optional().describe('column of the entity; by default its name. Not used with history'),
    type: z.enum(['number', 'category']).describe('what its values are'),
    availability: availability.default('current-state'),
    meaning: z.string().min(1).optional().describe('what a marketer calls it'),
    role: z
      .enum(['employees', 'country'])
      .optional()
      .describe('what further features are made of it; by default read from its name'),
  })
  .refine(({ role, type }) => role !== 'employees' || type === 'number', {
    path: ['role'],
    error: 'a number of employees must be of type number',
  })
  .refine(({ role, type }) => role !== 'country' || type === 'category', {
    path: ['role'],
    error: 'a country must be of type category',
  });

const columnOrPath = z.strictObject({
  column: identifier.optional().describe('column of the events; by default its name'),
  path: z
    .array(z.string().min(1))
    .min(1)
    .max(8)
    .optional()
    .describe('keys that lead to the value within a column of JSON, such as ["utm", "campaign"]'),
});

const property = columnOrPath
  .extend({
    type: z
      .enum(['category', 'number'])
      .optional()
      .describe('category: what events are about, the default; number: how much, such as the amount of an order'),
    numberFormat: z
      .string()
      .min(1)
      .optional()
      .describe('a number as a text column writes them, such as 1.234,5 or 1,234.5 €; by default 1234.5'),
    meaning: z.string().min(1).optional().describe('what a marketer calls one of its values, such as webinar series'),
  })
  .refine(({ type, numberFormat }) => numberFormat === undefined || type === 'number', {
    path: ['numberFormat'],
    error: 'is of a property of type number only',
  });

/** Properties of events at most. */
const mostProperties = 8;

const eventNames = z.array(identifier).max(100).default([]);

const machine = z
  .strictObject({
    sends: eventNames.describe('kinds of events that are messages sent to the contact'),
    opens: eventNames.describe('kinds that are opens of a message'),
    clicks: eventNames.describe('kinds that are clicks on a link in one'),
    link: columnOrPath.optional().describe('which link was clicked; without it clicks are told apart by their id'),
    userAgent: columnOrPath.optional().describe('the name that the program gave which opened or clicked'),
    keep: z
      .boolean()
      .optional()
      .describe('use opens and clicks by machines like those by people; reports still count them'),
  })
  .refine(({ opens, clicks }) => opens.length + clicks.length > 0, { error: 'names neither opens nor clicks' })
  .refine(
    ({ sends, opens, clicks }) =>
      new Set([...sends, ...opens, ...clicks]).size === sends.length + opens.length + clicks.length,
    {
      error: 'names a kind twice',
    },
  );

const dayBounds = z.record(z.string(), z.enum(['start', 'end'])).optional();

const relation = z.strictObject({
  table: z.string().min(1).optional().describe('schema.table or table; quotes as in SQL where needed'),
  query: z.string().min(1).optional().describe('a SELECT without a trailing semicolon, instead of a table'),
  columns: z.record(z.string(), identifier).default({}).describe('canonical field → column of the table or SELECT'),
  zone: z
    .string()
    .min(1)
    .optional()
    .describe(
      'zone of timestamps without one: UTC, an ISO offset such as +02:00, or a place such as Europe/Berlin; without it they are refused',
    ),
  days: dayBounds.describe(
    'canonical field of a `date` column → whether its days count from their start or their end, by default their end',
  ),
  version: identifier
    .optional()
    .describe(
      'column that grows with every version of a row, where a table keeps several: of the rows with one id the latest counts',
    ),
  attributes: z
    .record(identifier, attribute)
    .default({})
    .describe("the company's own columns of a contact or an account, by name"),
  // Without a default, so that configurations that say nothing of it read as they did.
  properties: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/), property)
    .refine((named) => Object.keys(named).length <= mostProperties, { error: `are more than ${mostProperties}` })
    .optional()
    .describe(
      'what events are about, of `event` only: content, campaign, page, channel, subject, device or the like; 8 at most',
    ),
  machine: machine
    .optional()
    .describe(
      'which events a machine may have caused, of `event` only: opens and clicks by scanners and proxies are then found and left out',
    ),
});

const importOptions = z.strictObject({
  columns: z.record(z.string(), z.string().min(1)).default({}).describe('canonical field → CSV header'),
  constants: z.record(z.string(), z.string()).default({}).describe('canonical field → value of every row'),
  attributes: z.record(identifier, z.string().min(1)).default({}).describe('attribute → CSV header'),
  delimiter: z.string().length(1).optional().describe('by default what a first line sep=; says, else a comma'),
  encoding: z
    .string()
    .min(1)
    .optional()
    .describe(
      'a WHATWG encoding label, such as latin1 or windows-1252; by default what the byte order mark says, else utf-8',
    ),
  dateFormat: z.string().min(1).optional().describe('such as DD-MM-YYYY HH:mm; by default ISO 8601'),
  numberFormat: z
    .string()
    .min(1)
    .optional()
    .describe('a number as the file writes them, such as 1.234,5 or 1,234.5 €; by default 1234.5'),
  zone: z
    .string()
    .min(1)
    .default('UTC')
    .describe('zone of dates that carry none: UTC, an ISO offset such as +02:00, or a place such as Europe/Berlin'),
  days: dayBounds.describe(
    'canonical field → whether a date without a time of day counts from its start or its end, by default its end',
  ),
  missing: z.array(z.string()).default(['']).describe('cells that mean no value'),
  onBadRow: z.enum(['abort', 'skip']).default('abort').describe('load nothing at all, or the rest'),
});

const calendar = z.strictObject({
  every: z
    .enum(['week', 'month', 'quarter'])
    .describe('a date on every Monday, on the first of every month, or on the first of every quarter, UTC'),
  from: instant.optional().describe('no snapshot before; by default the first event plus the longest lookback'),
  to: instant.optional().describe('no snapshot after; by default the last instant of the data'),
});
const relative = z.strictObject({
  daysAfterCreation: z
    .number()
    .min(0)
    .max(3660)
    .describe('one snapshot of each contact, so many days after it was created'),
});

const features = z.strictObject({
  families: z.array(identifier).optional().describe('families of the catalogue; by default all but those on request'),
  kinds: z
    .union([
      z.literal('all'),
      z.strictObject({ top: z.number().int().min(1).max(1000).describe('how many kinds') }),
      z.array(identifier).min(1),
    ])
    .default({ top: 40 })
    .describe('event kinds with features of their own: all, so many of the most frequent ones, or those listed'),
  // Without a default, so that programs that say nothing of it keep the fingerprint their models were trained under.
  stages: z
    .array(identifier)
    .min(2)
    .max(12)
    .refine((kinds) => new Set(kinds).size === kinds.length, { error: 'names a kind twice' })
    .optional()
    .describe(
      'event kinds that are steps on the way to the outcome, the first step first, such as registered, attended, asked for a price: how far each contact came, and how fast',
    ),
  definitions: z
    .array(z.custom<OwnDefinition>((value) => typeof value === 'object' && value !== null, 'is no definition'))
    .default([])
    .describe("the company's own, made with defineFeature"),
  highCardinality: z
    .enum(['target-statistics', 'leave-out', 'levels'])
    .default('target-statistics')
    .describe('categories of very many levels: by the past rate of each level, not at all, or level by level'),
});

const channels = z
  .array(z.string().trim().min(1))
  .min(1)
  // One program however it is written: case, hyphens and order mean nothing.
  .transform((names) => [...new Set(names.map(channelKey))].sort());

const tiers = z.union([
  z.strictObject({
    perWeek: z.number().int().min(1).describe('contacts worked a week: A is one week of work, B four, C thirteen'),
  }),
  z.strictObject({
    probability: z
      .strictObject({ A: share.describe('of tier A'), B: share.describe('of tier B'), C: share.describe('of tier C') })
      .refine(({ A, B, C }) => A > B && B > C, 'must fall from A to C')
      .describe('least probability of each tier'),
  }),
]);

const program = z
  .strictObject({
    title: z.string().min(1).optional().describe('what the reports call the question'),
    outcome: z
      .strictObject({
        kind: z.string().min(1).optional().describe('which outcome; by default all of them'),
        recordedSince: instant.optional().describe('outcomes before were not recorded'),
        recordedUntil: instant.optional().describe('high-water mark; by default the arrival of the last outcome'),
        coolDownDays: days.optional().describe('eligible again so long after an outcome; by default never again'),
      })
      .prefault({})
      .describe('what the program predicts'),
    horizonDays: days.describe('the label of a snapshot: an outcome within so many days'),
    cutoffs: z.union([calendar, relative]).describe('the past dates at which contacts are looked at'),
    lookbackDays: z
      .array(days)
      .min(1)
      .max(8)
      .default([7, 30, 90])
      .describe('windows of the event features, in days; a record too short for them cuts them, and train says so'),
    features: features.prefault({}).describe('what is computed of every snapshot'),
    unit: z
      .enum(['account', 'contact'])
      .default('account')
      .describe('learned from or judged, never both; intervals take its rows together'),
    split: z
      .strictObject({
        calibrationShare: share
          .default(0.2)
          .describe(
            'the snapshots before the test: they are learned from, too, and tell the level of the probabilities',
          ),
        testShare: share.default(0.2).describe('the latest snapshots, for the test'),
      })
      .prefault({})
      .describe('shares of the snapshots, by date'),
    eligibility: z
      .strictObject({
        minimumAgeDays: z.number().min(0).default(0).describe('days since a contact was created'),
        openOpportunity: z
          .enum(['exclude', 'keep'])
          .default('exclude')
          .describe('whether contacts of an account in talks are left out or kept'),
        // Without a default, like the channels below: programs that say nothing of it keep the fingerprint their models were trained under.
        customers: z
          .strictObject({
            are: z
              .enum(['none', 'current', 'former'])
              .describe('only who never bought, only customers, or only who has stopped buying'),
            forDays: days.default(365).describe('a customer is current for so many days after an opportunity was won'),
          })
          .optional()
          .describe(
            'who is asked about, by the won opportunities of the account and of the contact; by default everybody',
          ),
        // Without a default, so that programs that say nothing of it keep the fingerprint their models were trained under.
        suppressionChannels: channels
          .optional()
          .describe(
            'channels whose suppressions keep a contact off, such as email; by default all. A suppression without a channel always does',
          ),
      })
      .prefault({})
      .describe('who is a candidate'),
    exclude: z
      .strictObject({
        features: z.array(z.string()).default([]).describe('features left out, by name'),
        emailDomains: z.array(z.string()).default([]).describe('contacts left out, such as the own company'),
        eventKinds: z.array(z.string()).default([]).describe('event kinds that no feature may use'),
      })
      .prefault({})
      .describe('what and who is left out'),
    // Without a default, so that programs that say nothing of it keep the fingerprint their models were trained under.
    audit: z
      .strictObject({
        keep: z
          .record(z.string().min(1), z.string().min(1))
          .describe('feature → why it is used although the availability audit would leave it out'),
      })
      .optional()
      .describe('answers to the availability audit, recorded in the model'),
    calibration: z
      .enum(['auto', ...calibrationMethods])
      .default('auto')
      .describe('how margins become probabilities: auto chooses by cross-validated log loss'),
    tuning: z
      .strictObject({
        trials: z.number().int().min(3).max(10_000).optional().describe('settings tried, the defaults included'),
        minutes: z
          .number()
          .positive()
          .max(10_080)
          .optional()
          .describe('time to search for; results then depend on the machine'),
      })
      .refine(({ trials, minutes }) => trials !== undefined || minutes !== undefined, {
        error: 'says neither how many trials nor how many minutes',
      })
      .optional()
      .describe('a search for better settings of the models, on training dates; without it there is none'),
    refit: z
      .boolean()
      .optional()
      .describe(
        'whether the selected model is fitted again on all matured rows, the test dates included, before it scores; true where nothing is said',
      ),
    slices: z
      .array(z.string().min(1))
      .max(12)
      .optional()
      .describe('features by whose values the selected model is judged segment by segment, such as account:industry'),
    tiers: tiers
      .optional()
      .describe(
        'how tiers are made; by default A to D follow the score. Who falls less than a tenth below a threshold stays',
      ),
    // Those that stand beside the probabilities have no default: programs that say nothing of them read as they did.
    qualification: qualificationSchema
      .optional()
      .describe('criteria as evidence: known, unknown or contradicted; they change no probability'),
    profile: profileSchema
      .optional()
      .describe('firm exclusions of the ideal customer profile; they keep people off the list that is worked'),
    survey: surveySchema.optional().describe('the questions to ask; their answers fill criteria'),
    segments: segmentsSchema
      .optional()
      .describe('who of the list is treated alike, each with a nurture track; the first whose rule holds counts'),
    stages: stagesSchema.optional(),
    page: page.optional().describe('what the ranked-accounts page shows beside the ranking'),
    serviceLevels: serviceLevelsSchema.optional(),
    minimum: z
      .strictObject({
        trainPositives: z.number().int().min(1).default(40).describe('conversions in training'),
        trainNegatives: z.number().int().min(1).default(40).describe('snapshots without a conversion in training'),
        testPositives: z.number().int().min(1).default(20).describe('conversions in the test'),
      })
      .prefault({})
      .describe('least counts to learn from; below them the points score serves, marked on every row'),
    seed: z
      .number()
      .int()
      .min(0)
      .max(0xffffffff)
      .default(1)
      .describe('the same data, program and seed give the same bytes'),
  })
  .superRefine(({ stages, serviceLevels, qualification, segments }, context) => {
    const criteria = Object.keys(qualification?.criteria ?? {});
    for (const [i, stage] of (stages?.list ?? []).entries())
      for (const asked of ['enter', 'stay'] as const) {
        const conditions = stage[asked];
        for (const criterion of conditions === 'person' ? [] : (conditions?.met ?? []))
          if (!criteria.includes(criterion))
            context.addIssue({
              code: 'custom',
              path: ['stages', 'list', i, asked, 'met'],
              message: `${criterion} is no criterion that programs.*.qualification tells anything of`,
            });
      }
    const names = stages?.list.map(({ name }) => name) ?? [];
    const standing = stages === undefined ? [] : [...names, ...statesAside];
    for (const [i, { when }] of (segments ?? []).entries())
      for (const [asked, known, owner] of [
        ['met', criteria, 'criterion that programs.*.qualification tells anything of'],
        ['lacks', criteria, 'criterion that programs.*.qualification tells anything of'],
        ['stage', standing, 'stage that programs.*.stages declares'],
      ] as const)
        for (const one of when?.[asked] ?? [])
          if (!known.includes(one))
            context.addIssue({
              code: 'custom',
              path: ['segments', i, 'when', asked],
              message: `${one} is no ${owner}`,
            });
    for (const promised of Object.keys(serviceLevels?.stages ?? {}))
      if (!names.includes(promised))
        context.addIssue({
          code: 'custom',
          path: ['serviceLevels', 'stages', promised],
          message: names.length === 0 ? 'the program declares no stages' : `is no stage; those are ${names.join(', ')}`,
        });
  })
  .describe('one question asked of the CRM');

const relations = z
  .strictObject(
    Object.fromEntries(entityNames.map((name) => [name, relation.optional()])) as Record<
      EntityName,
      z.ZodOptional<typeof relation>
    >,
  )
  .superRefine((source, context) => {
    for (const name of entityNames) {
      const mapped = source[name];
      if (!mapped) continue;
      if (mapped.table && mapped.query)
        context.addIssue({ code: 'custom', path: [name], message: 'table and query exclude each other' });
      const { fields } = entityOf(name);
      const refuse = (setting: string, field: string, wanted: string, named: readonly string[]) =>
        context.addIssue({
          code: 'custom',
          path: [name, setting, field],
          message: `is no ${wanted} of ${name}; those are ${named.join(', ')}`,
        });
      const dated = Object.keys(fields).filter((field) => fields[field]?.type === 'instant');
      for (const field of Object.keys(mapped.columns))
        if (!Object.hasOwn(fields, field)) refuse('columns', field, 'field', Object.keys(fields));
      if (mapped.version !== undefined && !versionedEntities.some((versioned) => versioned === name))
        context.addIssue({
          code: 'custom',
          path: [name, 'version'],
          message: `rows of ${name} have no versions; ${versionedEntities.join(', ')} may have`,
        });
      if (mapped.properties !== undefined && name !== 'event')
        context.addIssue({
          code: 'custom',
          path: [name, 'properties'],
          message: `only event has properties, not ${name}`,
        });
      if (mapped.machine !== undefined && name !== 'event')
        context.addIssue({
          code: 'custom',
          path: [name, 'machine'],
          message: `only events are caused by machines, not ${name}`,
        });
      for (const field of Object.keys(mapped.days ?? {}))
        if (!dated.includes(field)) refuse('days', field, 'dated field', dated);
    }
  });

const wholeConfig = z.strictObject({
  database: z.string().min(1).optional().describe('connection string; better kept in DATABASE_URL'),
  asOf: instant
    .optional()
    .describe(
      'work as of this instant where no command names another: the end of data that are added to no more; by default now',
    ),
  directory: z.string().min(1).default('.handraise').describe('where the embedded database lives'),
  models: z.string().min(1).default('models').describe('folder of the models'),
  reports: z.string().min(1).default('reports').describe('folder of the reports'),
  source: relations.prefault({}).describe('which table or SELECT holds which entity'),
  imports: z
    .partialRecord(z.enum(entityNames), importOptions)
    .default({})
    .describe('how the CSV file of an entity is read, where no option of the command says otherwise'),
  programs: z
    .record(z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/), program)
    .default({})
    .describe('the questions, by name: lower-case letters, digits, _ and -, a letter first'),
});

/** The whole of `handraise.config.ts`. */
export const configSchema = wholeConfig.superRefine(({ source, programs }, context) => {
  for (const { path, message } of unknownPageNames({ source, programs }))
    context.addIssue({ code: 'custom', path: [...path], message });
  const machine = source.event?.machine;
  if (machine === undefined || machine.keep) return;
  const doubtful = [...machine.opens, ...machine.clicks];
  for (const [name, { qualification }] of Object.entries(programs))
    for (const [criterion, { evidence }] of Object.entries(qualification?.criteria ?? {}))
      for (const [i, rule] of evidence.entries())
        if ('event' in rule && doubtful.includes(rule.event))
          context.addIssue({
            code: 'custom',
            path: ['programs', name, 'qualification', 'criteria', criterion, 'evidence', i, 'event'],
            message: `${rule.event} may be caused by machines, as source.event.machine says: it is no evidence of a person`,
          });
});

/** What a configuration file may say; everything with a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>;
/** A configuration with its defaults filled in. */
export type Config = z.output<typeof configSchema>;
/** Where the CRM lives: which table or SELECT holds which entity. */
export type Source = Config['source'];
/** Which end of a day stands for it. */
export type DayBound = 'start' | 'end';
/** One entity's table or SELECT, and what its columns mean. */
export type Relation = z.output<typeof relation>;
/** An attribute of contacts or accounts: its column, its type, and how its value is known at a past date. */
export type Attribute = z.output<typeof attribute>;
/** What an event is about: a column, or a path within one. */
export type EventProperty = z.output<typeof property>;
/** A column of the events, or a path within one. */
export type ColumnOrPath = z.output<typeof columnOrPath>;
/** Which events are sends, opens and clicks, and what tells those by machines. */
export type MachineDeclaration = z.output<typeof machine>;
/** How a value is known at a past date. */
export type Availability = z.output<typeof availability>;
/** Which features a program computes. */
export type FeatureSelection = z.output<typeof features>;
/** How the CSV file of an entity is read. */
export type ImportOptions = z.output<typeof importOptions>;
export const importOptionsSchema = importOptions;
/** One question asked of the CRM. */
export type Program = z.output<typeof program>;
