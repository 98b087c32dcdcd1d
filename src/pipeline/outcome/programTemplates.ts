/** A program for a question that many companies ask, as text of a configuration. */
export interface ProgramTemplate<Name extends string = string> {
  /** Of the template, and of the program that is made of it. */
  readonly name: Name;
  /** Why one would use it, for a comment. */
  readonly purpose: string;
  readonly title: string;
  /** Kinds of outcomes that it can be about, by their names. */
  readonly outcomes: RegExp;
  /** Whether the outcome must be of such a kind, because any other answers another question. */
  readonly strict: boolean;
  readonly coolDownDays?: number;
  /** Lines of settings, each with why it is so. */
  readonly settings: readonly (readonly [setting: string, why: string])[];
}

const purchase = 'deal|won|purchase|order|subscri|contract|sale';
const interest = 'demo|trial|request|contact|sign.?up|meeting|quote|offer|hand';

/** Every template, in the order in which a customer goes through them. */
export const programTemplates = [
  {
    name: 'new-business',
    purpose: 'New business: of those who never bought, who reaches the outcome next.',
    title: 'Who will become a customer?',
    outcomes: new RegExp(`${interest}|${purchase}`, 'i'),
    strict: false,
    settings: [
      ['horizonDays: 90', 'a first purchase takes longer to prepare than a visit'],
      ["cutoffs: { every: 'month' }", 'one look at everybody on the first of each month'],
      ['lookbackDays: [7, 30, 90]', 'what contacts did lately'],
      ["eligibility: { customers: { are: 'none' } }", 'an account that has bought before is no new business'],
    ],
  },
  {
    name: 'expansion',
    purpose: 'Expansion: of the customers of today, who buys more next.',
    title: 'Which customers will buy more?',
    outcomes: new RegExp(`expan|up.?sell|cross.?sell|upgrade|add.?on|renew|${purchase}`, 'i'),
    strict: false,
    coolDownDays: 90,
    settings: [
      ['horizonDays: 90', 'one quarter, as sales plans'],
      ["cutoffs: { every: 'month' }", 'one look at everybody on the first of each month'],
      ['lookbackDays: [30, 90, 180]', 'customers are seen less often than prospects'],
      [
        "eligibility: { customers: { are: 'current', forDays: 365 }, minimumAgeDays: 90 }",
        'only who bought within a year, and is known for a quarter',
      ],
    ],
  },
  {
    name: 'win-back',
    purpose: 'Win-back: of those who have stopped buying, who comes back.',
    title: 'Which former customers will come back?',
    outcomes: new RegExp(`win.?back|return|reactivat|${interest}|${purchase}`, 'i'),
    strict: false,
    coolDownDays: 365,
    settings: [
      ['horizonDays: 180', 'who has left comes back slowly'],
      ["cutoffs: { every: 'quarter' }", 'little changes from month to month'],
      ['lookbackDays: [30, 90, 365]', 'a year, because signs of life are rare'],
      ["eligibility: { customers: { are: 'former', forDays: 365 } }", 'only who has bought, and nothing for a year'],
    ],
  },
  {
    name: 'churn',
    purpose: 'Churn: of the customers of today, who leaves next. A high rank is a warning, not a chance.',
    title: 'Which customers will leave?',
    outcomes: /churn|cancel|terminat|non.?renew|left|leav|lapse|expire/i,
    strict: true,
    settings: [
      ['horizonDays: 90', 'time enough to do something about it'],
      ["cutoffs: { every: 'month' }", 'one look at everybody on the first of each month'],
      ['lookbackDays: [30, 90, 180]', 'who grows silent did more before'],
      [
        "eligibility: { customers: { are: 'current', forDays: 365 }, openOpportunity: 'keep' }",
        'only who bought within a year; a renewal that is being talked about keeps nobody off',
      ],
    ],
  },
] as const satisfies readonly ProgramTemplate[];

/** The name of a template. */
export type ProgramTemplateName = (typeof programTemplates)[number]['name'];

/** The template of that name; undefined where there is none. */
export function templateNamed(name: string): ProgramTemplate | undefined {
  return programTemplates.find((template) => template.name === name);
}

/** What a program takes for its outcome, as far as it is known. */
export interface TemplateOutcome {
  /** Null where it takes all there are. */
  readonly kind: string | null;
  /** Between which dates the source recorded it, as other programs have it. */
  readonly recordedSince?: string | undefined;
  readonly recordedUntil?: string | undefined;
}

/** The program of a template as a property of `programs`, with a comment on each setting, indented as the configuration of `handraise init` is. */
export function programText(
  { name, purpose, title, coolDownDays, settings }: ProgramTemplate,
  { kind, recordedSince, recordedUntil }: TemplateOutcome,
): string {
  const texts = Object.entries({ kind: kind ?? undefined, recordedSince, recordedUntil });
  const outcome = [
    ...texts.flatMap(([setting, text]) => (text === undefined ? [] : [`${setting}: ${JSON.stringify(text)}`])),
    ...(coolDownDays === undefined ? [] : [`coolDownDays: ${coolDownDays}`]),
  ];
  const lines = [
    ...(outcome.length === 0 ? [] : [[`outcome: { ${outcome.join(', ')} }`, outcomeWhy(coolDownDays)] as const]),
    ...settings,
  ];
  return [
    `    // ${purpose}`,
    `    ${JSON.stringify(name)}: {`,
    `      title: ${JSON.stringify(title)},`,
    ...lines.flatMap(([setting, why]) => [`      // ${why[0]?.toUpperCase()}${why.slice(1)}.`, `      ${setting},`]),
    '      // Leave your own people out:',
    "      // exclude: { emailDomains: ['your-company.example'] },",
    '    },',
  ].join('\n');
}

function outcomeWhy(coolDownDays: number | undefined): string {
  return coolDownDays === undefined
    ? 'what it predicts; handraise outcome shows who counts'
    : `what it predicts; handraise outcome shows who counts. After ${coolDownDays} days somebody can reach it again`;
}
