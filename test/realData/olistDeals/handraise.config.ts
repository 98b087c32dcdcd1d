import { defineConfig } from 'handraise';

// The leads of ../olist joined with the table of deals, every column of which an unwary user takes for known from the start.
const ofDeals = [
  ...['seller_id', 'sdr_id', 'sr_id', 'business_segment', 'lead_type', 'lead_behaviour_profile', 'business_type'],
  ...['has_company', 'has_gtin', 'average_stock'],
];
const numbersOfDeals = ['declared_product_catalog_size', 'declared_monthly_revenue'];

const declared = (names: readonly string[], type: 'category' | 'number') =>
  Object.fromEntries(names.map((name) => [name, { type, availability: 'created-with' as const }]));
const headers = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));

export default defineConfig({
  imports: {
    contact: {
      columns: { id: 'mql_id', createdAt: 'first_contact_date' },
      attributes: { landingPage: 'landing_page_id', origin: 'origin', ...headers([...ofDeals, ...numbersOfDeals]) },
    },
    outcome: {
      columns: { contactId: 'mql_id', occurredAt: 'won_date' },
      constants: { kind: 'won' },
    },
  },
  source: {
    contact: {
      attributes: {
        ...declared(['landingPage', 'origin', ...ofDeals], 'category'),
        ...declared(numbersOfDeals, 'number'),
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
