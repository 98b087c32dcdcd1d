/** Whether any of several keywords occurs among the words of a text, folded by `foldedWords`. */
export type KeywordTest = (words: readonly string[]) => boolean;

/**
 * A test for keywords, divided by commas: a word without accents, several words that follow one another; `*` at either
 * end of a word stands for any letters.
 *
 * @example keywordTest('sales, key account*')(foldedWords('Key Accounts DACH')) // true
 */
export function keywordTest(keywords: string): KeywordTest {
  const phrases = keywords.split(',').map(phraseOf);
  return (words) => phrases.some((phrase) => occurs(phrase, words));
}

type WordTest = (word: string) => boolean;

function phraseOf(keyword: string): readonly WordTest[] {
  return keyword.trim().split(/\s+/).map(wordTest);
}

function wordTest(pattern: string): WordTest {
  const core = pattern.replaceAll('*', '');
  if (pattern.startsWith('*'))
    return pattern.endsWith('*') ? (word) => word.includes(core) : (word) => word.endsWith(core);
  return pattern.endsWith('*') ? (word) => word.startsWith(core) : (word) => word === core;
}

function occurs(phrase: readonly WordTest[], words: readonly string[]): boolean {
  for (let at = 0; at + phrase.length <= words.length; at++)
    if (phrase.every((test, i) => test(words[at + i]!))) return true;
  return false;
}
