import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('printFeatureHash.ts', import.meta.url));
const zones = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Europe/Berlin'];
const locales = ['C', 'tr_TR.UTF-8'];

test('five time zones and two locales give the same bytes', async () => {
  const runs = zones.map((zone, at) => ({ zone, locale: locales[at % locales.length]! }));
  const hashes: string[] = [];
  for (const { zone, locale } of runs) {
    const env = { ...process.env, TZ: zone, LC_ALL: locale, LANG: locale };
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
    hashes.push(stdout.trim());
  }
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(hashes)).toEqual(new Set([hashes[0]]));
});
