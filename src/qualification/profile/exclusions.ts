import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { entriesBefore } from '../../features/asOf/entriesBefore.ts';
import type { Population } from '../../snapshot/population.ts';
import { foldedWords } from '../../text/foldedWords.ts';
import { keywordTest } from '../../text/keywords.ts';

/** Names of the firm exclusions that hold of a contact, in the order of the program; mostly none. */
export type Exclusions = (contact: number) => readonly string[];

type Holds = (contact: number) => boolean;

/**
 * The firm exclusions of a program: rules over what the CRM says today.
 *
 * @throws HandraiseError `config` for an attribute that is not mapped, and for a field that nobody has: the rule would keep nobody off the list.
 */
export function exclusionsOf(population: Population, program: Pick<Program, 'profile'>): Exclusions | null {
  const rules = Object.entries(program.profile?.never ?? {}).map(([name, rule]) => ({
    name,
    parts: [
      rule.emailDomains &&
        oneOf(rule.emailDomains, ofContact(told('emailDomains', name, population.contacts.emailDomain))),
      rule.titleWords && hasWords(rule.titleWords, ofContact(told('titleWords', name, population.contacts.title))),
      rule.accountDomains &&
        oneOf(rule.accountDomains, ofAccount(population, told('accountDomains', name, population.accounts.domain))),
      rule.accountNames &&
        hasWords(rule.accountNames, ofAccount(population, told('accountNames', name, population.accounts.name))),
      ...Object.entries(rule.attributes ?? {}).map(([attribute, values]) =>
        oneOf(values, attributeOf(population, attribute, name)),
      ),
    ].filter((part) => part !== undefined),
  }));
  if (rules.length === 0) return null;
  return (contact) => {
    const held = rules.filter(({ parts }) => parts.every((holds) => holds(contact)));
    return held.length === 0 ? none : held.map(({ name }) => name);
  };
}

const none: readonly string[] = [];

type TextOf = (contact: number) => string | null | undefined;

/** Whether the text is one of some, case aside; each text is looked at once. */
function oneOf(values: readonly string[], textOf: TextOf): Holds {
  const wanted = new Set(values.map(folded));
  return remembered(textOf, (text) => wanted.has(folded(text)));
}

function hasWords(keywords: readonly string[], textOf: TextOf): Holds {
  const test = keywordTest(keywords.map((keyword) => foldedKeyword(keyword)).join(','));
  return remembered(textOf, (text) => test(foldedWords(text)));
}

/** A keyword as titles are folded; its stars stay. */
function foldedKeyword(keyword: string): string {
  return keyword
    .split(/\s+/)
    .map((word) => {
      const [start, end] = [word.startsWith('*') ? '*' : '', word.endsWith('*') ? '*' : ''];
      return `${start}${foldedWords(word).join(' ')}${end}`;
    })
    .join(' ');
}

function remembered(textOf: TextOf, holds: (text: string) => boolean): Holds {
  const known = new Map<string, boolean>();
  return (contact) => {
    const text = textOf(contact);
    if (text === null || text === undefined) return false;
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const found = holds(text);
    known.set(text, found);
    return found;
  };
}

function folded(text: string): string {
  return text.trim().replace(/^@/, '').toLowerCase();
}

/** Where each part of a rule reads. */
const fieldOf = {
  emailDomains: 'source.contact.columns.email',
  titleWords: 'source.contact.columns.title',
  accountDomains: 'source.account.columns.domain',
  accountNames: 'source.account.columns.name',
} as const;

function told(part: keyof typeof fieldOf, rule: string, texts: readonly (string | null)[]): readonly (string | null)[] {
  if (texts.length === 0 || texts.some((text) => text !== null && text !== '')) return texts;
  throw new HandraiseError('config', `profile.never ${JSON.stringify(rule)} goes by ${part}, and the data hold none`, {
    hint: `look at ${fieldOf[part]}: is it mapped, and is its column filled? Or leave the rule out`,
  });
}

function ofContact(texts: readonly (string | null)[]): TextOf {
  return (contact) => texts[contact];
}

function ofAccount({ currentAccount }: Population, texts: readonly (string | null)[]): TextOf {
  return (contact) => texts[currentAccount[contact]!];
}

function attributeOf(population: Population, attribute: string, rule: string): TextOf {
  const owner = attribute.startsWith('contact:') ? ('contact' as const) : ('account' as const);
  const name = attribute.slice(owner.length + 1);
  const subjectOf = (contact: number) => (owner === 'contact' ? contact : population.currentAccount[contact]!);
  const column = population[`${owner}s`].attributes.find((one) => one.name === name);
  if (column?.kind === 'category') return (contact) => column.levels[column.codes[subjectOf(contact)] ?? -1];
  if (column) return (contact) => numberText(column.values[subjectOf(contact)]);
  const history = population.history.find((one) => one.entity === owner && one.name === name);
  if (history) {
    const before = entriesBefore(history.subject, history.validFrom);
    return (contact) => {
      const at = before(subjectOf(contact), Number.POSITIVE_INFINITY) - 1;
      return at >= 0 && history.subject[at] === subjectOf(contact) ? history.value[at] : null;
    };
  }
  throw new HandraiseError('config', `profile.never ${JSON.stringify(rule)}: ${attribute} is no mapped attribute`, {
    hint: `map it: source.${owner}.attributes`,
  });
}

function numberText(value: number | undefined): string | null {
  return value === undefined || Number.isNaN(value) ? null : String(value);
}
