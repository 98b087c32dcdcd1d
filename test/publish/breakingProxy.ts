import { type PassingProxy, proxyTo } from '../database/proxyTo.ts';

/** A Postgres whose connections can be cut around the next COMMIT. */
export interface BreakingProxy extends PassingProxy {
  /** Cuts the connection that sends the next COMMIT: before the server gets it, or before its reply comes back. */
  breakAt(moment: 'commit' | 'reply' | 'never'): void;
}

const commit = Buffer.from('COMMIT\0');

/** Passes every byte on to the server of `connectionString`, until told to break. */
export async function breakingProxy(connectionString: string): Promise<BreakingProxy> {
  let moment: 'commit' | 'reply' | 'never' = 'never';
  const proxy = await proxyTo(connectionString, (client, database) => {
    let cut = false;
    client.on('data', (bytes) => {
      if (moment !== 'never' && bytes.includes(commit)) {
        cut = moment === 'reply';
        const lost = moment === 'commit';
        moment = 'never';
        if (lost) return client.destroy();
      }
      return database.write(bytes);
    });
    database.on('data', (bytes) => (cut ? client.destroy() : client.write(bytes)));
  });
  return {
    ...proxy,
    breakAt: (next) => {
      moment = next;
    },
  };
}
