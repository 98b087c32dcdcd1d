import { Peer } from './peer.ts';
import { findPython, type PeerName, packages } from './python.ts';
import { withTemporaryFolder } from './temporaryFolder.ts';

/** Peers that are there, those that are missing in words, and a folder for what they are given to read. */
interface Company {
  readonly peers: readonly Peer[];
  readonly missing: readonly string[];
  readonly folder: string;
}

/** Lends peers, each running its script, to `work`; afterwards their processes have ended and the folder is gone. */
export function withPeers<T>(
  scripts: Readonly<Partial<Record<PeerName, string>>>,
  threads: number,
  work: (company: Company) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const peers: Peer[] = [];
    const missing: string[] = [];
    try {
      for (const [name, script] of Object.entries(scripts) as [PeerName, string][]) {
        const python = findPython(name);
        if (python) peers.push(new Peer(name, python, script, threads));
        else missing.push(`${name} is missing (${packages[name].install})`);
      }
      return await work({ peers, missing, folder });
    } finally {
      await Promise.all(peers.map((peer) => peer.close()));
    }
  });
}
