import { z } from 'zod';

const values = z.array(z.string().trim().min(1)).min(1).max(1000);

const exclusion = z
  .strictObject({
    emailDomains: values.optional().describe('the e-mail address is at one of these domains'),
    titleWords: values
      .optional()
      .describe('the job title has one of these words, or sequences of words; * at either end stands for any letters'),
    accountDomains: values.optional().describe('the web domain of the account is one of these'),
    accountNames: values.optional().describe('the name of the account has one of these words, as titleWords'),
    attributes: z
      .record(z.string().regex(/^(contact|account):./), values)
      .optional()
      .describe('contact:name or account:name of a mapped attribute → values, any of which it has; case means nothing'),
  })
  .refine((rule) => Object.values(rule).some((value) => value !== undefined), { error: 'asks for nothing' })
  .describe('whoever fulfils all that is stated');

/** Shape of what a program declares of its ideal customer profile. */
export const profileSchema = z.strictObject({
  never: z
    .record(z.string().trim().min(1).max(100), exclusion)
    .describe('name of a firm exclusion, such as students, competitors or own staff → whom it keeps off the list'),
});

/** A firm exclusion: a rule over mapped fields. */
export type Exclusion = z.output<typeof exclusion>;
