import type { departments, industries, sources } from './words.ts';

/** Why somebody follows the company at all. */
export type Audience = 'buyer' | 'looker' | 'rival';

/** When a contact is ready, by how long it has been in the CRM. */
export type Ripening = 'early' | 'late' | 'even';

/** What makes one contact different from another for good. */
export interface Disposition {
  readonly audience: Audience;
  /** Multiplies every rate of activity. */
  readonly liveliness: number;
  /** Multiplies the chance of rising. */
  readonly curiosity: number;
  /** Multiplies the chance of converting. */
  readonly readiness: number;
  /** Multiply it once more while the account's buying window is open, and while it is closed. */
  readonly together: number;
  readonly alone: number;
  /** Converts after few touches rather than many. */
  readonly quick: boolean;
  readonly ripening: Ripening;
}

/** The fixed facts about a contact that its disposition follows from. */
export interface Facts {
  readonly audience: Audience;
  /** Rank from 0, a specialist, to 3, the top. */
  readonly level: number;
  readonly department: (typeof departments)[number];
  readonly source: (typeof sources)[number];
  readonly freeMail: boolean;
  readonly industry: (typeof industries)[number];
  readonly employees: number;
  /** Whether two kinds of people buy, see `demoPersonas`; else rank and department count each by itself. */
  readonly personas: boolean;
}

/** Departments that the product is for: where things are made, moved and cared for, and elsewhere. */
const users = {
  making: new Set<string>(['Operations', 'IT']),
  selling: new Set<string>(['Marketing', 'Sales']),
} as const;
const makers = new Set<string>(['manufacturing', 'logistics', 'healthcare']);

/** A kind of people that buy: who has all of this is ready far more often than anybody else. */
interface DemoPersona {
  readonly industries: readonly Facts['industry'][];
  readonly departments: readonly Facts['department'][];
  /** Ranks from 0, a specialist, to 3, the top. */
  readonly levels: readonly number[];
  /** Employees of the company, both ends included. */
  readonly employees: readonly [least: number, most: number];
}

/**
 * The two kinds of people that buy where personas are planted, one for each industry. Where things are made, moved and cared for, the heads of small companies
 * see to it themselves; elsewhere those of larger companies leave it to their teams.
 */
export const demoPersonas: readonly [DemoPersona, DemoPersona] = [
  {
    industries: ['manufacturing', 'logistics', 'healthcare'],
    departments: ['Operations', 'IT'],
    levels: [2, 3],
    employees: [0, 99],
  },
  {
    industries: ['software', 'retail', 'finance'],
    departments: ['Marketing', 'Sales'],
    levels: [0, 1],
    employees: [100, Number.POSITIVE_INFINITY],
  },
];

const ripenings: Readonly<Record<Facts['source'], Ripening>> = {
  'trade fair': 'early',
  'paid search': 'early',
  webinar: 'late',
  content: 'late',
  referral: 'even',
  'list import': 'even',
};

/**
 * What the fixed facts about a contact mean for it. Most of them mean something only together with another: rank with
 * the size of the company, department with industry, the way it came with the time since.
 */
export function dispositionOf(facts: Facts): Disposition {
  const { audience, level, source, freeMail, employees } = facts;
  const large = employees >= 250;
  let readiness = facts.personas ? readinessOfPersona(facts) : readinessOfRank(facts);
  if (employees < 25 || employees > 800) readiness *= 0.3;
  if (freeMail) readiness *= 0.6;
  if (audience !== 'buyer') readiness *= 0.02;
  return {
    audience,
    liveliness: level >= 2 ? 0.7 : 1.3,
    curiosity: source === 'referral' ? 1.6 : source === 'list import' ? 0.5 : 1,
    readiness,
    together: large ? 2 : 1.1,
    alone: large ? 0.2 : 0.9,
    quick: level >= 2,
    ripening: ripenings[source],
  };
}

/** What so many days in the CRM multiply the chance of converting by. */
export function ripeness(ripening: Ripening, age: number): number {
  if (ripening === 'even') return 1;
  const early = ripening === 'early';
  return age < 180 === early ? 1.4 : 0.5;
}

/** The heads of small companies see to it themselves; those of others leave it to their teams. */
function readinessOfRank({ level, department, industry, employees }: Facts): number {
  const decides = employees < 100 === level >= 2;
  const uses = users[makers.has(industry) ? 'making' : 'selling'].has(department);
  return (decides ? 1.8 : 0.35) * (uses ? 1.5 : 0.5);
}

function readinessOfPersona({ level, department, industry, employees }: Facts): number {
  const {
    levels,
    departments,
    employees: size,
  } = demoPersonas.find(({ industries }) => industries.includes(industry))!;
  const decides = levels.includes(level) && employees >= size[0] && employees <= size[1];
  return (decides ? 3 : 0.42) * (departments.includes(department) ? 1.6 : 0.45);
}
