import { writeSync } from 'node:fs';
import { writeArtefact } from '../../src/registry/artefactStore.ts';

// Writes one long text after another under the names of artefacts, until killed.
const [modelsDir = '', program = ''] = process.argv.slice(2);
const text = `${'x'.repeat(3_999_999)}\n`;
for (let i = 0; ; i = (i + 1) % 3) {
  if (i === 1) writeSync(1, 'writing\n');
  await writeArtefact(modelsDir, program, `m-00000000000${i}`, text);
}
