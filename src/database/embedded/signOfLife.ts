import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How those who cannot see one another's processes know of one another, in milliseconds. */
export interface LifeTimes {
  /** Without a sign of life for so long, a process of another machine or container is taken for dead. */
  readonly silence: number;
  /** What a server may go on for once its `postmaster.pid` is gone: it looks every minute, and ends at once. */
  readonly serverEnd: number;
}

export const lifeTimes: LifeTimes = { silence: 30_000, serverEnd: 70_000 };

const beat = 2_000;
const poll = 250;

/** Writes a file's content again and again, which shows in its time that this process lives. @returns what ends it */
export function keepWriting(path: string, content: string): () => void {
  const timer = setInterval(() => void write(path, content).catch(() => undefined), beat).unref();
  return () => clearInterval(timer);
}

/** The signs of life that a file, or those in a folder, have given up to a moment. */
export interface Look {
  readonly path: string;
  readonly at: number;
  readonly times: string;
}

/** Looks at a file, or at those in a folder, to tell later whether somebody has written since. */
export async function lookAt(path: string): Promise<Look> {
  return { path, at: performance.now(), times: await timesOf(path) };
}

/** Whether nobody writes what was looked at from then on until `silence` milliseconds later, or until now where that is later. */
export async function isSilentSince({ path, at, times }: Look, silence: number): Promise<boolean> {
  for (;;) {
    const enough = performance.now() >= at + silence;
    if ((await timesOf(path)) !== times) return false;
    if (enough) return true;
    await sleep(poll);
  }
}

/** In place, since the file may have a second name. */
async function write(path: string, content: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(content, 0);
  } finally {
    await file.close();
  }
}

async function timesOf(path: string): Promise<string> {
  const names = await readdir(path).catch(() => undefined);
  const paths = names === undefined ? [path] : names.sort().map((name) => join(path, name));
  return (await Promise.all(paths.map(async (each) => `${each} ${await timeOf(each)}`))).join('\n');
}

/** Opened, not only asked for, since network file systems may answer from memory otherwise. */
async function timeOf(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return 'gone';
  try {
    return String((await file.stat({ bigint: true })).mtimeNs);
  } finally {
    await file.close();
  }
}
