import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions } from './options.ts';
import { ours } from './ours.ts';
import type { BenchResult, GrowthPoint } from './result.ts';

const bin = join(import.meta.dirname, '../bin/handraise.js');
const sizes = [20_000, 40_000, 80_000];

/** The demo from an empty folder at ×1, ×2 and ×4: wall time and peak memory, Postgres included (Linux only), once each. */
export async function benchDemo({ threads, say }: BenchOptions): Promise<BenchResult> {
  const points: GrowthPoint[] = [];
  for (const size of sizes) {
    const { seconds, mebibytes } = await measure(size);
    const ratio = seconds / (points[0]?.medianSeconds ?? seconds);
    points.push({ size, medianSeconds: seconds, ratio, peakMebibytes: mebibytes });
    say(`  ${size} contacts: ${seconds.toFixed(1)} s, ${mebibytes.toFixed(0)} MiB`);
  }
  const side = { ...ours, seconds: [], medianSeconds: null, ratio: null, quality: {} };
  const growth = [{ by: 'contacts', points }];
  return { name: 'demo', shape: {}, threads, ours: side, peers: [], missing: [], checks: [], growth };
}

async function measure(contacts: number): Promise<{ seconds: number; mebibytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'handraise-bench-'));
  await chmod(folder, 0o755);
  const began = performance.now();
  const child = spawn(process.execPath, [bin, 'demo', '--contacts', String(contacts)], {
    cwd: folder,
    stdio: 'ignore',
  });
  let peak = 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentKibibytes(folder, child.pid));
  }, 250);
  try {
    const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
    if (code !== 0) throw new Error(`the demo of ${contacts} contacts ended with ${code}`);
    return { seconds: (performance.now() - began) / 1000, mebibytes: peak / 1024 };
  } finally {
    clearInterval(sampling);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Shared pages are divided among the processes that share them, so that the sum counts each once. */
function residentKibibytes(folder: string, node: number | undefined): number {
  let sum = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const ours = Number(pid) === node || isPostgresBelow(folder, pid);
      if (ours) sum += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // The process has ended meanwhile.
    }
  }
  return sum;
}

function isPostgresBelow(folder: string, pid: string): boolean {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1] ?? '0';
  const commandLine = (id: string) => readFileSync(`/proc/${id}/cmdline`, 'utf8');
  return (
    commandLine(pid).includes(folder) || (parent !== '1' && parent !== '0' && commandLine(parent).includes(folder))
  );
}
