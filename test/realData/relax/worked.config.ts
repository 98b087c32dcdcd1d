import { defineConfig } from 'handraise';
import base from './handraise.config.ts';

// The same program, worked from: all that the data have something to say of. They have no titles, no answers, no notes, no deals
// and no decisions of people, so that there is no survey, and no stage that a person or a deal leads to.
export default defineConfig({
  ...base,
  programs: {
    adoption: {
      ...base.programs!.adoption!,
      profile: { never: { 'throwaway mailboxes': { emailDomains: ['gustr.com', 'cuvox.de', 'jourrapide.com'] } } },
      qualification: {
        framework: 'own',
        criteria: {
          use: { meaning: 'uses it', evidence: [{ event: 'login', atLeast: 2, holdsDays: 14 }] },
          news: { meaning: 'wants news', evidence: [{ attribute: 'mailingList', met: ['1'], notMet: ['0'] }] },
        },
      },
      stages: {
        list: [
          { name: 'names' },
          { name: 'in-profile', enter: { fit: 50 } },
          { name: 'marketing-qualified', enter: { tier: 'B' }, stay: { tier: 'C' } },
          { name: 'user', enter: { met: ['use'] } },
        ],
      },
      serviceLevels: { zone: 'America/New_York', stages: { 'marketing-qualified': { hours: 16 } } },
      segments: [
        { name: 'held-off', nurture: 'none', when: { onList: false } },
        { name: 'likely', nurture: 'an invitation by a colleague', when: { tier: ['A', 'B'] } },
        { name: 'right-but-quiet', nurture: 'a tour', when: { fit: { atLeast: 50 } } },
        { name: 'others', nurture: 'the newsletter' },
      ],
      page: { perWeek: 40, filters: ['creationSource'], reach: ['email'] },
    },
  },
});
