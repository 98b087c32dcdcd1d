import { describe, expect, it } from 'vitest';
import { dispositionOf, type Facts, ripeness } from '../../src/demo/disposition.ts';

const team: Facts = {
  audience: 'buyer',
  level: 0,
  department: 'Operations',
  source: 'referral',
  freeMail: false,
  industry: 'logistics',
  employees: 400,
  personas: false,
};

function readiness(facts: Partial<Facts>): number {
  return dispositionOf({ ...team, ...facts }).readiness;
}

describe('what the fixed facts about a contact mean', () => {
  it('turns with the size of the company for rank', () => {
    expect(readiness({ level: 0 })).toBeGreaterThan(readiness({ level: 3 }));
    expect(readiness({ level: 0, employees: 50 })).toBeLessThan(readiness({ level: 3, employees: 50 }));
  });

  it('turns with the industry and the size of the company for rank, where personas are planted', () => {
    const [head, member] = [
      { level: 3, personas: true },
      { level: 0, personas: true },
    ];
    const maker = { industry: 'logistics', employees: 50 } as const;
    const seller = { industry: 'retail', employees: 400 } as const;
    expect(readiness({ ...head, ...maker })).toBeGreaterThan(readiness({ ...member, ...maker }));
    expect(readiness({ ...head, ...seller })).toBeLessThan(readiness({ ...member, ...seller }));
    // The head of a large maker and the team of a small seller are nobody in particular.
    expect(readiness({ ...head, ...maker })).toBeGreaterThan(readiness({ ...head, ...maker, employees: 400 }));
    expect(readiness({ ...member, ...seller })).toBeGreaterThan(readiness({ ...member, ...seller, employees: 50 }));
  });

  it('turns with the industry for the department', () => {
    expect(readiness({ department: 'Operations' })).toBeGreaterThan(readiness({ department: 'Sales' }));
    expect(readiness({ department: 'Operations', industry: 'retail' })).toBeLessThan(
      readiness({ department: 'Sales', industry: 'retail' }),
    );
  });

  it('is best for companies that are neither tiny nor huge', () => {
    expect(readiness({ employees: 400 })).toBeGreaterThan(readiness({ employees: 4000 }));
    expect(readiness({ employees: 50, level: 2 })).toBeGreaterThan(readiness({ employees: 5, level: 2 }));
  });

  it('lets large companies decide together only', () => {
    const large = dispositionOf(team);
    const small = dispositionOf({ ...team, employees: 50 });
    expect(large.together / large.alone).toBeGreaterThan(5);
    expect(small.together / small.alone).toBeLessThan(2);
  });

  it('ripens by the way a contact came', () => {
    const { ripening: early } = dispositionOf({ ...team, source: 'trade fair' });
    const { ripening: late } = dispositionOf({ ...team, source: 'content' });
    expect(ripeness(early, 30)).toBeGreaterThan(ripeness(early, 400));
    expect(ripeness(late, 30)).toBeLessThan(ripeness(late, 400));
  });
});
