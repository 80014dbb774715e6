/** Server settings of the embedded Postgres: as durable as the default, sized for one machine with bulk imports. */
import { statfs } from 'node:fs/promises'

const LEAST_SHARED_MEMORY_BYTES = 512 * 1024 * 1024

export type ServerSettings = Readonly<Record<string, string>>

const SETTINGS: ServerSettings = {
  // What is acknowledged is on disk. These are the defaults; written down because everything rests on them.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Reachable from this machine only, and without a socket file that would need a place and rights of its own.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Twelve a process, several processes, and room for a person with psql.
  max_connections: '100',
  // The rows of a site with 100,000 users fit; taken from the system only as they are used.
  shared_buffers: '256MB',
  // A first sync writes some GB of WAL: with the default of 1 GB it would be checkpoint after checkpoint.
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  wal_compression: 'pglz',
  checkpoint_timeout: '15min',
  // The queue table turns over completely within seconds; its dead rows are what claims would walk over.
  autovacuum_naptime: '5s',
  // Short statements: compiling costs more than it gains.
  jit: 'off',
  // No answer depends on the settings of the machine.
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors of statements quote values of rows; the client has them and logs what may be logged.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

export async function serverSettings(changed: ServerSettings = {}): Promise<ServerSettings> {
  return { ...SETTINGS, dynamic_shared_memory_type: await sharedMemoryType(), ...changed }
}

/** `-c name=value` for each. */
export function settingArguments(settings: ServerSettings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/**
 * Parallel queries share memory through /dev/shm, which containers often limit to 64 MB; a query that needs more fails.
 * Files in the data directory do not have that limit and cost little for queries that are rarely parallel.
 */
async function sharedMemoryType(): Promise<string> {
  if (process.platform !== 'linux') return 'posix'
  const shm = await statfs('/dev/shm').catch(() => null)
  return shm !== null && shm.blocks * shm.bsize >= LEAST_SHARED_MEMORY_BYTES ? 'posix' : 'mmap'
}
