import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsedJson } from '../src/heapRoom.ts';
import { onSmallHeap } from './smallHeap.ts';

const source = join(import.meta.dirname, '../src');

const refused = (what: string) =>
  new RegExp(
    `^resource ${what} takes up to \\d+ MiB of memory to read, the heap has room for \\d+ — .*--max-old-space-size`,
  );

test('an artefact that would not fit into the heap is refused before it is parsed, for a parse cannot be stopped', async () => {
  const said = await onSmallHeap(`
    import { decodeArtefact } from '${source}/training/artefact.ts';
    try { decodeArtefact('{"checksum":"","artefact":[' + '{},'.repeat(8e6) + '{}]}'); }
    catch ({ code, message, hint }) { console.log(code, message, '—', hint); }`);
  expect(said).toMatch(refused('the model artefact'));
});

test.each([
  ['empty objects', '{},', 3e6],
  ['lists', '[1],', 3e6],
  ['fractions', '1.5,', 8e6],
  ['texts', '"text",', 3e6],
  ['one long text', 'x', 8e7],
])('is refused, not aborted upon: %s', async (_, part, times) => {
  const said = await onSmallHeap(`
    import { parsedJson } from '${source}/heapRoom.ts';
    const parts = Buffer.alloc(${part.length * times}, '${part}').toString('latin1');
    try { parsedJson(parts, 'it'); console.log('read'); }
    catch ({ code, message, hint }) { console.log(code, message, '—', hint); }`);
  expect(said).toMatch(refused('it'));
});

test('small documents are always read, however little is left of the heap', async () => {
  const said = await onSmallHeap(`
    import { parsedJson } from '${source}/heapRoom.ts';
    console.log(parsedJson('{"a":[' + '1,'.repeat(1e5) + '1]}', 'it').a.length);`);
  expect(said).toBe('100001\n');
});

test('says where a text is no JSON, as JSON.parse does', () => {
  expect(() => parsedJson('{"a":', 'it')).toThrow(SyntaxError);
  expect(parsedJson('{"a":[1,null,"x"]}', 'it')).toEqual({ a: [1, null, 'x'] });
});
