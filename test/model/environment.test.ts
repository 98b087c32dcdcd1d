import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { estimatorNames } from '../../src/model/families.ts';

const script = fileURLToPath(new URL('../contract/printModelHashes.ts', import.meta.url));

/** Turkish has another capital of i, Swedish puts ä after z; Node has them whether or not the machine does. */
const places = [
  { locale: 'C', zone: 'UTC', found: ['en-US', 'UTC'] },
  { locale: 'tr_TR.UTF-8', zone: 'Asia/Tokyo', found: ['tr-TR', 'Asia/Tokyo'] },
  { locale: 'de_DE.UTF-8', zone: 'Pacific/Apia', found: ['de-DE', 'Pacific/Apia'] },
  { locale: 'sv_SE.UTF-8', zone: 'America/New_York', found: ['sv-SE', 'America/New_York'] },
];

test('every family gives the same bytes in four locales and time zones', async () => {
  const hashes = new Map<string, Set<string>>(estimatorNames.map((family) => [family, new Set()]));
  for (const { locale, zone, found } of places) {
    const env = { ...process.env, TZ: zone, LC_ALL: locale, LANG: locale };
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
    const { place, models } = JSON.parse(stdout) as { place: string[]; models: Record<string, string> };
    expect(place).toEqual(found);
    for (const [family, hash] of Object.entries(models)) hashes.get(family)!.add(hash);
  }
  for (const family of estimatorNames)
    expect([...hashes.get(family)!]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
});
