import type { ServerSettings } from './serverProcess.ts';

const mebibyte = 2 ** 20;

/**
 * Settings of a server that has the machine to itself and one program, sized to the machine's memory.
 *
 * Shared buffers stay small, since Handraise reads each table once and the operating system caches files too; the rest
 * is what bulk loading wants. Nothing here weakens durability: fsync, full_page_writes and synchronous_commit stay on.
 *
 * @param totalMemory bytes of memory of the machine
 */
export function serverSettings(totalMemory: number): ServerSettings {
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(Math.max(totalMemory / part / mebibyte, least), most))}MB`;
  return {
    shared_buffers: share(16, 32, 256),
    effective_cache_size: share(2, 128, 65_536),
    work_mem: share(256, 4, 64),
    maintenance_work_mem: share(64, 32, 256),
    max_wal_size: share(4, 256, 2048),
    checkpoint_timeout: '15min',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
  };
}
