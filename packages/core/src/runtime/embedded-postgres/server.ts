/**
 * One life of the server: started or adopted, ready to be used.
 * Guarantee: resolves when it accepts connections and has the database; rejects with the reason and leaves nothing running.
 */
import { ensureDatabase } from '../../storage/ensure-database.ts'
import type { Logger } from '../logger.ts'
import { pollUntil } from '../poll-until.ts'
import type { Binaries } from './binaries.ts'
import { DATABASE, USER } from './cluster.ts'
import { deathSignal } from './death-signal.ts'
import { EmbeddedPostgresError } from './error.ts'
import type { Place } from './place.ts'
import { type Postmaster, readPostmaster } from './postmaster.ts'
import { type ServerSettings, serverSettings, settingArguments } from './settings.ts'
import { type Supervised, supervise } from './supervise.ts'

/** Recovery after a crash replays at most `max_wal_size`, on a slow disk for minutes. */
const READY_LIMIT_MS = 300_000
/** Backends of a killed server end by themselves, but not in the middle of a long step. Its memory is theirs until then. */
const ORPHANS_LIMIT_MS = 30_000
const MEMORY_IN_USE = /shared memory block .* is still in use/

export type ServerPlan = {
  readonly place: Place
  readonly binaries: Binaries
  readonly password: string
  readonly settings: ServerSettings
  readonly logger: Logger
}

export type Server = Supervised & { readonly port: number }

export async function startServer(plan: ServerPlan, port: number): Promise<Server> {
  let failure: unknown
  const attempt = () =>
    startOnce(plan, port).catch((error: unknown) => {
      if (!MEMORY_IN_USE.test(String(error))) throw error
      failure = error
      return undefined
    })
  const server = await pollUntil(attempt, { limitMs: ORPHANS_LIMIT_MS, intervalMs: 200 })
  if (server) return server
  throw failure
}

export async function adoptServer(plan: ServerPlan, { process: { pid, startTime } }: Postmaster): Promise<Server> {
  return makeReady(plan, await supervise({ kind: 'adopt', pid, startTime }, plan.logger))
}

export function serverUrl(password: string, port: number, database = DATABASE): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`
}

async function startOnce(plan: ServerPlan, port: number): Promise<Server> {
  const { place, binaries, logger } = plan
  const settings = settingArguments(await serverSettings(plan.settings))
  const server = [binaries.postgres, '-D', place.clusterDir, '-p', String(port), ...settings]
  const [program = '', ...args] = [...(await deathSignal('INT')), ...server]
  return makeReady(plan, await supervise({ kind: 'run', program, args, runAs: place.runAs }, logger))
}

async function makeReady(plan: ServerPlan, supervised: Supervised): Promise<Server> {
  try {
    const { port } = await waitForReady(plan.place, supervised.gone)
    await ensureDatabase(serverUrl(plan.password, port, 'postgres'), DATABASE)
    return { ...supervised, port }
  } catch (error) {
    await supervised.stop()
    if (error instanceof EmbeddedPostgresError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new EmbeddedPostgresError(
      'start',
      `Postgres started in ${plan.place.dataDir}, but is not usable: ${reason}`,
      {
        cause: error,
      },
    )
  }
}

async function waitForReady({ dataDir, clusterDir }: Place, gone: Promise<string>): Promise<Postmaster> {
  let goneBecause: string | undefined
  void gone.then((reason) => {
    goneBecause = reason
  })
  const look = async () => {
    const found = await readPostmaster(clusterDir)
    return goneBecause ?? (found?.status === 'ready' ? found : undefined)
  }
  const found = await pollUntil(look, { limitMs: READY_LIMIT_MS })
  if (typeof found === 'object') return found
  throw new EmbeddedPostgresError(
    'start',
    `Postgres did not start in ${dataDir}: ${found ?? `it was not ready after ${READY_LIMIT_MS / 1000} s`}`,
  )
}
