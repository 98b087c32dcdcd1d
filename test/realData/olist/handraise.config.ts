import { defineConfig } from 'handraise';

// 8,000 marketing-qualified leads and the deals won with them. Deals were recorded from December 2017 on, so earlier
// leads look worse than they were; everything else in the table of deals is known of winners only and stays out.
export default defineConfig({
  imports: {
    contact: {
      columns: { id: 'mql_id', createdAt: 'first_contact_date' },
      attributes: { landingPage: 'landing_page_id', origin: 'origin' },
    },
    outcome: {
      columns: { contactId: 'mql_id', occurredAt: 'won_date' },
      constants: { kind: 'won' },
    },
  },
  source: {
    contact: {
      attributes: {
        landingPage: { type: 'category', availability: 'created-with', meaning: 'landing page' },
        origin: { type: 'category', availability: 'created-with', meaning: 'origin' },
      },
    },
  },
  programs: {
    won: {
      title: 'Which leads will be won?',
      outcome: { kind: 'won', recordedSince: '2018-01-01' },
      horizonDays: 90,
      cutoffs: { daysAfterCreation: 1 },
      lookbackDays: [30],
      unit: 'contact',
    },
  },
});
