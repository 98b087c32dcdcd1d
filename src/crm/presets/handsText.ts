import type { Notice } from '../../notice/notice.ts';
import { type Candidate, type Hands, handsFindings } from './hands.ts';
import { comment, quoted } from './literal.ts';

/** The name of the list in a written configuration. */
export const handsName = 'raisedHands';

/** So many candidates that raise no hand stand in the list, most frequent first. */
const mostShown = 300;

/**
 * The list of raised hands at the top of a configuration: one line for each candidate, those not taken as comments.
 *
 * @param words a notice in English
 */
export function handsText(hands: Hands, words: (notice: Notice) => string): string {
  const { what, candidates } = hands;
  const others = candidates.filter(({ kind }) => kind === null);
  const left = others.length - mostShown;
  const notes = [
    `What counts as a raised hand: each ${what} on a line of its own, by its key, with the kind of outcome it is.`,
    'The outcome and the events below both read this list, so it is the only place to edit: comment a line in or out.',
    ...handsFindings(hands).map(words),
    ...(hands.counted === 'nothing' ? hands.query.split('\n').map((line) => `  ${line}`) : []),
  ];
  return [
    comment(notes.join('\n'), ''),
    `const ${handsName} = raisedHandRows([`,
    ...candidates.filter(({ kind }) => kind !== null).map((taken) => `  ${lineOf(taken)}`),
    ...(others.length === 0 ? [] : ['  // Not taken:']),
    ...others.slice(0, mostShown).map((other) => `  // ${lineOf(other)}`),
    ...(left > 0 ? [`  // and ${left} more that are rarer`] : []),
    ']);',
  ].join('\n');
}

/** `12 times, by 10 contacts`. */
export function countText({ times, contacts }: Candidate): string {
  const often = `${times} ${times === 1 ? 'time' : 'times'}`;
  return contacts === null ? `about ${often}` : `${often}, by ${contacts} ${contacts === 1 ? 'contact' : 'contacts'}`;
}

function lineOf(candidate: Candidate): string {
  const { key, name, kind } = candidate;
  const said = comment(name.replaceAll(/\s+/gu, ' ').slice(0, 120), '');
  return `[${quoted(key)}, ${quoted(kind ?? 'contact request')}], ${said}: ${countText(candidate)}`;
}
