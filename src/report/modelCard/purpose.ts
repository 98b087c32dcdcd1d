import { counted } from '../../text/format.ts';
import type { CardSection } from './card.ts';
import type { ModelCardData } from './cardData.ts';

/** What the model is for, and what it is not. */
export function purposeSection({ findings, artefact }: ModelCardData): CardSection {
  const outcome = findings.outcome === 'outcome' ? 'an outcome' : `an outcome of the kind “${findings.outcome}”`;
  const ofAccounts = findings.accounts
    ? ' From these it gives each account the probability that one of them does.'
    : '';
  return {
    id: 'purpose',
    title: 'What is it for?',
    summary: `It gives each contact who may be approached the probability of ${outcome} within ${counted(artefact.horizonDays, 'day')}.${ofAccounts} It is made to decide whom to approach first, and to say how many conversions to expect of them.`,
    blocks: [
      { kind: 'paragraph', text: 'It is not for the following.' },
      {
        kind: 'list',
        items: [
          'To say what causes a conversion. A feature that goes together with conversions need not cause them, and the probability does not say what a call would change.',
          'To make decisions with legal or other serious effects on a person, such as about credit, employment, housing, insurance or prices.',
          'To answer another question: another outcome, another horizon, people whom the program leaves out, or the contacts of another company.',
        ],
      },
    ],
  };
}
