import { plainText } from '../text/plainText.ts';
import { shellWord } from '../text/shellWord.ts';

/**
 * The columns that lists with commas name. A name of a column may hold commas itself: of what a list can mean, the longest name
 * there is counts, blanks and normal form aside.
 *
 * @param names all columns there are. @returns what names no column as it stands between its commas.
 */
export function namesInLists(lists: readonly string[], names: readonly string[]): readonly string[] {
  const known = new Map(names.map((name) => [plainText(name), name]));
  for (const name of names) known.set(name, name);
  return lists.flatMap((list) => {
    const parts = list.split(',');
    const found: string[] = [];
    for (let from = 0; from < parts.length; ) {
      let to = parts.length;
      const text = () => parts.slice(from, to).join(',').trim();
      const name = () => known.get(text()) ?? known.get(plainText(text()));
      while (to > from + 1 && name() === undefined) to--;
      found.push(name() ?? text());
      from = to;
    }
    return found;
  });
}

/** How to leave out columns, as it can be typed into a shell: as one list where that names these and no others. */
export function excludeOption(left: readonly string[], names: readonly string[]): string {
  const list = left.join(',');
  const named = namesInLists([list], names);
  const lists = named.length === left.length && named.every((name, at) => name === left[at]) ? [list] : left;
  return lists.map((list) => `--exclude ${shellWord(list)}`).join(' ');
}
