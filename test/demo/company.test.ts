import { describe, expect, it } from 'vitest';
import { type DemoContact, demoAccounts, demoDays } from '../../src/demo/company.ts';
import type { Audience } from '../../src/demo/disposition.ts';
import { buyingWindow, type DemoHistory, liveHistory } from '../../src/demo/history.ts';
import { settledShares } from '../../src/demo/interest.ts';
import { Random } from '../../src/numeric/random.ts';

describe('the demo company', () => {
  it('is the same for the same seed, another for another, and as large as asked', () => {
    const names = (seed: number) => [...demoAccounts(500, seed)].map((account) => account.name).join();
    expect(names(1)).toBe(names(1));
    expect(names(1)).not.toBe(names(2));
    const contacts = [...demoAccounts(500, 1)].flatMap((account) => account.contacts);
    expect(contacts).toHaveLength(500);
    expect(new Set(contacts.map((contact) => contact.id)).size).toBe(500);
  });

  it('has people who visit more than buyers do and hardly ever convert', () => {
    const lives = liveAll(6000, 1);
    const [buyer, looker, rival] = (['buyer', 'looker', 'rival'] as const).map((audience) => showing(lives, audience));
    for (const idle of [looker!, rival!]) {
      expect(idle.pageViews).toBeGreaterThan(1.5 * buyer!.pageViews);
      expect(idle.converted).toBeLessThan(0.1 * buyer!.converted);
    }
    expect(rival!.pricingViews).toBeGreaterThan(2 * buyer!.pricingViews);
    expect(looker!.pricingViews).toBeLessThan(buyer!.pricingViews * 1.5);
  });
});

interface Life {
  readonly contact: DemoContact;
  readonly history: DemoHistory;
}

function liveAll(contacts: number, seed: number): readonly Life[] {
  const random = new Random(seed);
  const settled = new Map<number, Float64Array>();
  return [...demoAccounts(contacts, seed)].flatMap((account) => {
    const window = buyingWindow(random);
    return account.contacts.map((contact) => {
      const { curiosity } = contact.disposition;
      const shares = settled.get(curiosity) ?? settledShares(curiosity);
      settled.set(curiosity, shares);
      return { contact, history: liveHistory(random, contact, window, shares) };
    });
  });
}

/** Per day in the record: activities of two kinds; and the share that ever asked for a demo. */
function showing(lives: readonly Life[], audience: Audience) {
  const chosen = lives.filter(({ contact }) => contact.disposition.audience === audience);
  const days = chosen.reduce((sum, { contact }) => sum + demoDays - Math.max(0, contact.createdDay), 0);
  const daily = (kind: string) =>
    chosen.reduce((sum, { history }) => sum + history.activities.filter((one) => one.kind === kind).length, 0) / days;
  return {
    pageViews: daily('page_view'),
    pricingViews: daily('pricing_view'),
    converted: chosen.filter(({ history }) => !Number.isNaN(history.requestedAt)).length / chosen.length,
  };
}
