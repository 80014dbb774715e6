/**
 * The first server of a new owner: the one that is still there, or a new one.
 * Guarantee: the port is the one asked for; else that of the server before, if it is free; else a free one.
 */

import { isRunning } from '../process-identity.ts'
import type { Claim } from './claim.ts'
import { EmbeddedPostgresError } from './error.ts'
import type { Owner } from './owner-file.ts'
import { findFreePort } from './port.ts'
import { readPostmaster, removeStalePidFile, stopPostmaster, waitUntilGone } from './postmaster.ts'
import { adoptServer, type Server, type ServerPlan, startServer } from './server.ts'

const STOP_LIMIT_MS = 80_000
const ATTEMPTS = 5

export async function startOrAdopt(plan: ServerPlan, claim: Claim, port: number | undefined): Promise<Server> {
  const adopted = await adopt(plan, claim.previous, port)
  return adopted ?? startNew(plan, claim.previous?.port ?? 0, port, 1)
}

/** Null when there is no server, or none that stays. */
async function adopt(plan: ServerPlan, previous: Owner | null, port: number | undefined): Promise<Server | null> {
  const { place, logger } = plan
  // A supervisor without owner is about to stop its server.
  const supervised = previous?.supervisor ? await isRunning(previous.supervisor) : false
  if (supervised) await waitUntilGone(place.clusterDir, STOP_LIMIT_MS)
  const running = await readPostmaster(place.clusterDir)
  if (!running) return null
  const pid = running.process.pid
  if (running.status !== 'stopping' && (port === undefined || port === running.port)) {
    logger.warn({ pid }, 'adopting the embedded Postgres of an owner that is gone')
    const adopted = await adoptServer(plan, running).catch((err: unknown) => {
      logger.warn({ err, pid }, 'the server could not be adopted, starting a new one')
      return null
    })
    if (adopted) return adopted
  }
  if (await stopPostmaster(place.clusterDir, STOP_LIMIT_MS)) return null
  throw new EmbeddedPostgresError(
    'start',
    `the Postgres server ${pid} of an owner that is gone does not stop: end it with "kill -QUIT ${pid}"`,
  )
}

async function startNew(plan: ServerPlan, last: number, wanted: number | undefined, attempt: number): Promise<Server> {
  const port = await choosePort(last, wanted)
  await removeStalePidFile(plan.place.clusterDir)
  try {
    return await startServer(plan, port)
  } catch (error) {
    // Another program may take a free port first, and a supervisor that lost its owner may just have started a server.
    const worthRetrying = error instanceof EmbeddedPostgresError && /could not bind|already exists/.test(error.message)
    if (!worthRetrying || attempt === ATTEMPTS) throw error
    await waitUntilGone(plan.place.clusterDir, STOP_LIMIT_MS)
    return startNew(plan, last, wanted, attempt + 1)
  }
}

async function choosePort(last: number, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined && wanted !== 0) {
    if ((await findFreePort(wanted)) !== undefined) return wanted
    throw new EmbeddedPostgresError(
      'start',
      `port ${wanted} for the embedded Postgres is taken: stop what listens there, or choose another`,
    )
  }
  const port = (last === 0 ? undefined : await findFreePort(last)) ?? (await findFreePort(0))
  if (port !== undefined) return port
  throw new EmbeddedPostgresError('start', 'there is no free port on 127.0.0.1 for the embedded Postgres')
}
