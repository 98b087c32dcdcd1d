import { defineConfig } from 'handraise';
import base from './handraise.config.ts';

// The same program, worked from: all that the data have something to say of. They have no accounts, names, addresses, events, answers
// and decisions of people, so that nobody can be excluded by a rule or reached from the page, and no stage needs a person or a deal.
export default defineConfig({
  ...base,
  programs: {
    won: {
      ...base.programs!.won!,
      profile: { never: {} },
      qualification: {
        framework: 'own',
        criteria: {
          looking: {
            meaning: 'came looking for it',
            evidence: [
              {
                attribute: 'origin',
                met: ['organic_search', 'paid_search', 'direct_traffic'],
                notMet: ['display', 'email'],
              },
            ],
          },
        },
      },
      stages: {
        list: [
          { name: 'leads' },
          { name: 'ready', enter: { tier: 'B' }, stay: { tier: 'C' } },
          { name: 'won', enter: { outcome: true } },
        ],
      },
      serviceLevels: { zone: 'America/Sao_Paulo', stages: { ready: { hours: 8 } } },
      segments: [
        { name: 'ready', nurture: 'none: sales calls them', when: { stage: ['ready'] } },
        { name: 'looking', nurture: 'a series of e-mails', when: { met: ['looking'] } },
        { name: 'others', nurture: 'the newsletter' },
      ],
      page: { perWeek: 40, filters: ['origin'] },
    },
  },
});
