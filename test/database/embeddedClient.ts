// Uses the embedded server in the folder it is given, says where it is, and lets go of it when its input ends.
import { openEmbedded } from '../../src/database/embedded/embedded.ts';

const server = await openEmbedded({ directory: process.argv[2] ?? '' });
process.stdout.write(`${server.connectionString}\n`);
for await (const _ of process.stdin);
await server.close();
