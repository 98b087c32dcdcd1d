import { z } from 'zod';

const identifier = z.string().min(1).max(200);

/** Address of a record, where `{id}` stands for its id. */
const address = z
  .string()
  .regex(/^https?:\/\/[^\s"'<>]*\{id\}[^\s"'<>]*$/, 'must begin with https:// or http:// and contain {id}');

/** What the ranked-accounts page shows beside the ranking. */
export const page = z.strictObject({
  perWeek: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('people that can be called in a week; by default as tiers says, else 40'),
  accountLink: address.optional().describe('address of an account in the CRM, with {id} for its id'),
  contactLink: address.optional().describe('address of a contact in the CRM, with {id} for its id'),
  filters: z
    .array(identifier)
    .max(6)
    .optional()
    .describe(
      'attributes of accounts or contacts to filter by; by default owner, industry and country where they are mapped',
    ),
  reach: z
    .array(identifier)
    .max(4)
    .default([])
    .describe('how people are reached: email, or attributes of contacts such as phone; by default none is shown'),
});

/** What the ranked-accounts page shows beside the ranking. */
export type PageSettings = z.output<typeof page>;
