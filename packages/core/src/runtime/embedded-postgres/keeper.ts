/**
 * Keeps the server of an owner running.
 * Guarantee: when server or supervisor is lost, however, the server comes back on the same port; clients reconnect. When
 * it does not come back, that is reported once.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Claim } from './claim.ts'
import { EmbeddedPostgresError } from './error.ts'
import { removeStalePidFile, stopPostmaster } from './postmaster.ts'
import { type Server, type ServerPlan, startServer } from './server.ts'

const LEFTOVER_LIMIT_MS = 60_000
/** After that a failure is likely to stay. */
const RESTART_PAUSES_MS = [0, 300, 1_000, 2_000, 4_000, 8_000] as const

export type Keeper = {
  /** Stops the server for good. */
  stop(): Promise<void>
}

export function keepRunning(
  plan: ServerPlan,
  claim: Claim,
  first: Server,
  onLost: (error: EmbeddedPostgresError) => void,
): Keeper {
  const stopped = new AbortController()
  let server = first
  let restart: Promise<void> = Promise.resolve()

  const watch = () => {
    server.unref()
    void server.gone.then((reason) => {
      if (stopped.signal.aborted) return
      plan.logger.error({ reason }, 'the embedded Postgres is gone, starting it again')
      restart = comeBack(0).catch((error: unknown) => {
        if (!stopped.signal.aborted) onLost(asLost(error))
      })
    })
  }

  const comeBack = async (attempt: number): Promise<void> => {
    await pause(RESTART_PAUSES_MS[attempt], undefined, { signal: stopped.signal })
    try {
      server = await startAgain(plan, first.port)
    } catch (error) {
      plan.logger.warn({ err: error, attempt }, 'the embedded Postgres did not start again')
      if (attempt + 1 >= RESTART_PAUSES_MS.length) throw error
      return comeBack(attempt + 1)
    }
    await claim.update({ supervisor: server.supervisor })
    plan.logger.info({ port: server.port }, 'the embedded Postgres is back')
    watch()
  }

  watch()
  return {
    async stop() {
      stopped.abort()
      await restart
      await server.stop()
    },
  }
}

/** A server that outlived its supervisor is stopped first: nobody would stop it at the owner's end. */
async function startAgain(plan: ServerPlan, port: number): Promise<Server> {
  const { clusterDir } = plan.place
  if (!(await stopPostmaster(clusterDir, LEFTOVER_LIMIT_MS))) {
    throw new EmbeddedPostgresError('lost', `the server that lost its supervisor does not stop: ${clusterDir}`)
  }
  await removeStalePidFile(clusterDir)
  return startServer(plan, port)
}

function asLost(error: unknown): EmbeddedPostgresError {
  const reason = error instanceof Error ? error.message : String(error)
  return new EmbeddedPostgresError('lost', `the embedded Postgres was lost and does not start again: ${reason}`, {
    cause: error,
  })
}
