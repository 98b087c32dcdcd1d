import type { ConfigInput } from '../config/schema.ts';

/** How the demo company's tables are mapped: what a company of this kind would write into `handraise.config.ts`. */
export const demoConfig = {
  source: {
    account: {
      table: 'handraise_demo.companies',
      columns: { id: 'company_id', name: 'company_name', domain: 'web_domain', createdAt: 'created' },
      attributes: {
        industry: { type: 'category', availability: 'stable', meaning: 'industry' },
        country: { type: 'category', availability: 'stable', meaning: 'country' },
        employees: { type: 'number', availability: 'stable', meaning: 'company size' },
      },
    },
    contact: {
      table: 'handraise_demo.people',
      columns: {
        id: 'person_id',
        accountId: 'company_id',
        name: 'full_name',
        email: 'email',
        title: 'job_title',
        createdAt: 'created',
      },
      attributes: {
        source: { type: 'category', availability: 'created-with', meaning: 'first contact through' },
        lifecycleStage: { column: 'lifecycle_stage', type: 'category', meaning: 'lifecycle stage' },
        // Declared as somebody would who does not know that both are written after the outcome; the audit finds out.
        lead_status: { type: 'category', availability: 'stable', meaning: 'lead status' },
        budget_noted: { type: 'number', availability: 'created-with', meaning: 'budget noted' },
      },
    },
    event: {
      table: 'handraise_demo.activities',
      columns: {
        id: 'activity_id',
        contactId: 'person_id',
        occurredAt: 'happened_at',
        ingestedAt: 'loaded_at',
        kind: 'activity',
        value: 'minutes',
      },
    },
    outcome: {
      query: "SELECT person_id, requested_at, 'demo request' AS kind FROM handraise_demo.demo_requests",
      columns: { contactId: 'person_id', occurredAt: 'requested_at' },
    },
    opportunity: {
      table: 'handraise_demo.deals',
      columns: { id: 'deal_id', accountId: 'company_id', createdAt: 'opened', closedAt: 'closed', won: 'won' },
    },
    attributeHistory: {
      query: "SELECT 'contact' AS entity, person_id, property, value, changed FROM handraise_demo.property_history",
      columns: { entityId: 'person_id', name: 'property', validFrom: 'changed' },
    },
    suppression: {
      table: 'handraise_demo.opt_outs',
      columns: { contactId: 'person_id', since: 'opted_out_at' },
    },
  },
  programs: {
    demo: {
      title: 'Who will ask for a demo?',
      outcome: { kind: 'demo request', recordedSince: '2024-07-01' },
      horizonDays: 60,
      cutoffs: { every: 'month' },
      lookbackDays: [7, 30, 90],
      unit: 'account',
      slices: ['account:industry', 'size:account', 'region:account', 'contact:source'],
      split: { calibrationShare: 0.3, testShare: 0.2 },
    },
  },
} as const satisfies ConfigInput;
