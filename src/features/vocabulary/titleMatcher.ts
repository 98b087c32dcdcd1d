import { foldedWords } from '../../text/foldedWords.ts';
import { keywordTest } from '../../text/keywords.ts';
import { departmentKeywords, type KeywordTable, seniorityKeywords } from './titles.ts';

const longestTitle = 200;

/** Gives the level of a title; null for none. */
export type TitleMatcher = (title: string | null) => string | null;

/** Departments; `Other` for a title of none. */
export function departmentMatcher(): TitleMatcher {
  return titleMatcher(departmentKeywords, 'Other');
}

/** Ranks; a title that says nothing of it is a specialist's. */
export function seniorityMatcher(): TitleMatcher {
  return titleMatcher(seniorityKeywords, 'Specialist');
}

/**
 * A classifier of job titles by a table of keywords.
 *
 * Titles are compared word by word in lower case without accents (ß as ss, ø as o, ł as l, æ as ae, œ as oe); only their
 * first 200 characters count.
 *
 * @returns a function that gives null for an empty title and `otherwise` for one that no entry matches.
 * @example titleMatcher([['Sales', 'sales, vertrieb*']], 'Other')('Vertriebsleiter DACH') // 'Sales'
 */
export function titleMatcher(table: KeywordTable, otherwise: string): TitleMatcher {
  const entries = table.map(([level, keywords]) => ({ level, matches: keywordTest(keywords) }));
  const seen = new Map<string, string | null>();
  const classify = (title: string) => {
    const words = foldedWords(title.slice(0, longestTitle));
    if (words.length === 0) return null;
    return entries.find(({ matches }) => matches(words))?.level ?? otherwise;
  };
  return (title) => {
    if (title === null) return null;
    let found = seen.get(title);
    if (found === undefined) {
      found = classify(title);
      seen.set(title, found);
    }
    return found;
  };
}
