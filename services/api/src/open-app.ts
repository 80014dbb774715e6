/** The application with everything it works on: pools, queue and listener of one process. Without a server. */
import { createQueueBackend } from '@syncline/core/queue/backend.ts'
import { createRateCounter } from '@syncline/core/queue/rate-counter.ts'
import { createWaker } from '@syncline/core/queue/wake.ts'
import type { Config } from '@syncline/core/runtime/config.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { createTxtLookup } from '@syncline/core/runtime/txt-lookup.ts'
import { findAdmin } from '@syncline/core/storage/catalogue/admin.ts'
import { findCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { findTokenCredential } from '@syncline/core/storage/catalogue/oauth-token.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { openJournalPool } from '@syncline/core/storage/journal/journal-pool.ts'
import { listenForOutcomes } from '@syncline/core/storage/journal/outcome-listen.ts'
import { openOutcomePool } from '@syncline/core/storage/journal/outcome-pool.ts'
import { ping } from '@syncline/core/storage/ping.ts'
import { openReadPool } from '@syncline/core/storage/read/read-pool.ts'
import type { Hono } from 'hono'
import { createAcceptor } from './accept/acceptor.ts'
import { createBacklogWatch } from './accept/backlog-watch.ts'
import { createApp } from './app.ts'
import { createBulkAcceptor } from './bulk/bulk-acceptor.ts'
import { startCleaning } from './cleaning.ts'
import { createCommandDesk } from './commands/command-desk.ts'
import { createCredentialCache } from './credential-cache.ts'
import type { ScimEnv } from './http/scim-env.ts'
import { createEventSigner } from './signing/event-signer.ts'

export type OpenAppOptions = {
  readonly config: Pick<Config, 'redisUrl' | 'waitLimitMs' | 'dnsServers'>
  readonly url: string
  /** Without a transaction pooler in between. */
  readonly directUrl: string
  readonly logger: Logger
  /** Where identity providers reach this service, without a slash at its end. */
  readonly publicUrl: () => string
}

export type OpenedApp = {
  readonly app: Hono<ScimEnv>
  /** Not ready from now on. */
  stop(): void
  /** Takes nothing more; who waits longer than `graceMs` gets 503. Resolves when nobody waits. */
  drain(graceMs: number): Promise<void>
  /** Drains and closes all connections. Answers that are still being made fail: let them go out first. */
  close(graceMs?: number): Promise<void>
}

/** Database connections of this process: these, JOURNAL_CONNECTIONS, OUTCOME_CONNECTIONS and one that listens. */
const READ_CONNECTIONS = 5
const QUEUE_CONNECTIONS = 2

export async function openApp({ config, url, directUrl, logger, publicUrl }: OpenAppOptions): Promise<OpenedApp> {
  const onError = (err: Error) => logger.warn({ err }, 'idle database connection lost')
  const backend = await createQueueBackend({
    redisUrl: config.redisUrl,
    directUrl,
    logger,
    applicationName: 'syncline-api-queue',
    maxConnections: QUEUE_CONNECTIONS,
  })
  const queue = backend.createLaneQueue()
  const journalPool = openJournalPool(directUrl, onError)
  const pool = openReadPool({ url, max: READ_CONNECTIONS, onError })
  const outcomePool = openOutcomePool(directUrl, onError)
  const db = createKysely(pool)
  const waker = createWaker(queue, logger)
  const acceptor = createAcceptor({ journalPool, pool: outcomePool, waker, logger, waitLimitMs: config.waitLimitMs })
  const bulks = createBulkAcceptor({ journalPool, pool: outcomePool, waker, logger, waitLimitMs: config.waitLimitMs })
  const commands = createCommandDesk({ pool: outcomePool, waker, logger, waitLimitMs: config.waitLimitMs })
  const onOutcome = (siteId: number) => {
    commands.look(siteId)
    acceptor.look(siteId)
    bulks.look(siteId)
  }
  const listener = listenForOutcomes({ directUrl, logger, onOutcome })
  const cleaning = startCleaning(pool, logger)
  const rates = createRateCounter({ redisUrl: config.redisUrl, logger })
  const backlogs = createBacklogWatch(pool, logger)
  let stopping = false
  const app = createApp({
    acceptor,
    bulks,
    commands,
    wakeLane: (siteId) => waker.wake(siteId),
    lookUp: createTxtLookup(config.dnsServers),
    pool,
    credentials: createCredentialCache((hash, kind) =>
      kind === 'token' ? findTokenCredential(db, hash) : findCredential(db, hash),
    ),
    db,
    admins: createCredentialCache((hash) => findAdmin(db, { hash })),
    rates,
    backlogs,
    publicUrl,
    signer: createEventSigner(db),
    health: {
      ping: async () => {
        await Promise.all([ping(pool), ping(journalPool), ping(outcomePool), backend.ping()])
      },
      isStopping: () => stopping,
    },
    logger,
  })
  const stop = () => {
    stopping = true
  }
  const drain = async (graceMs: number) => {
    stop()
    await Promise.all([acceptor.close(graceMs), bulks.close(graceMs), commands.close()])
  }
  return {
    app,
    stop,
    drain,
    async close(graceMs = 0) {
      await drain(graceMs)
      await waker.close()
      await cleaning.close()
      await backlogs.close()
      rates.close()
      await listener.close()
      await queue.close()
      await backend.close()
      await Promise.all([journalPool.end(), outcomePool.end(), pool.end()])
    },
  }
}
