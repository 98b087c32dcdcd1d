// `npm run bench -- NAME …`: measures, and prints what was measured.
import { cpus, totalmem } from 'node:os';
import { benchDemo } from './demo.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = { demo: benchDemo };

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (names.length === 0 || unknown.length > 0) {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join('|')} …`);
  process.exit(2);
}
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
);
for (const name of names) await benches[name]!();
