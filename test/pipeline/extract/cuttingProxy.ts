import { type PassingProxy, proxyTo } from '../../database/proxyTo.ts';

/** A Postgres that resets a connection in the middle of what it sends. */
export interface CuttingProxy extends PassingProxy {
  /** Bytes the server has sent on all connections since the last call; and resets the one that gets the byte after so many more, once. */
  cutAfter(bytes: number): number;
  /** Whether it was cut. */
  readonly hasCut: boolean;
}

/** Passes every byte on to the server of `connectionString`, until told to cut. */
export async function cuttingProxy(connectionString: string): Promise<CuttingProxy> {
  let sent = 0;
  let left = Number.POSITIVE_INFINITY;
  let hasCut = false;
  const proxy = await proxyTo(connectionString, (client, database) => {
    client.on('data', (bytes) => database.write(bytes));
    database.on('data', (bytes) => {
      sent += bytes.length;
      if (bytes.length <= left) {
        left -= bytes.length;
        client.write(bytes);
        return;
      }
      const last = bytes.subarray(0, left);
      left = Number.POSITIVE_INFINITY;
      hasCut = true;
      database.pause();
      client.write(last, () => client.resetAndDestroy());
    });
  });
  return {
    ...proxy,
    cutAfter(bytes) {
      const before = sent;
      sent = 0;
      left = bytes;
      hasCut = false;
      return before;
    },
    get hasCut() {
      return hasCut;
    },
  };
}
