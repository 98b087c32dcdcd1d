/** What each framework of qualification asks of a contact, in the order in which it is asked. */
export const frameworks = {
  BANT: ['budget', 'authority', 'need', 'timeline'],
  CHAMP: ['challenges', 'authority', 'money', 'priority'],
  MEDDIC: ['metrics', 'economicBuyer', 'decisionCriteria', 'decisionProcess', 'identifyPain', 'champion'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Names of the frameworks; `own` stands for criteria of the user's own. */
export const frameworkNames = [...(Object.keys(frameworks) as (keyof typeof frameworks)[]), 'own'] as const;
