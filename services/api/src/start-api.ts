/** The API service: the application behind an HTTP server. Any number of them run side by side. */
import type { Config } from '@syncline/core/runtime/config.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { createHttpServer } from './http-server.ts'
import { openApp } from './open-app.ts'
import { startServer } from './server.ts'

export type ApiOptions = {
  readonly config: Pick<Config, 'host' | 'port' | 'publicUrl' | 'redisUrl' | 'waitLimitMs' | 'dnsServers'>
  readonly url: string
  /** Without a transaction pooler in between. */
  readonly directUrl: string
  readonly logger: Logger
}

export type RunningApi = {
  /** Where this process listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string
  /** Requests under way get their answers; who waits longer than `graceMs` gets 503. Default 10,000 ms. The first call counts. */
  close(graceMs?: number): Promise<void>
}

const GRACE_MS = 10_000

export async function startApi({ config, url, directUrl, logger }: ApiOptions): Promise<RunningApi> {
  let listeningAt = ''
  const opened = await openApp({
    config,
    url,
    directUrl,
    logger,
    publicUrl: () => config.publicUrl ?? listeningAt,
  })
  try {
    const server = await startServer(createHttpServer(opened.app.fetch), config)
    listeningAt = server.url
    const close = async (graceMs: number) => {
      opened.stop()
      server.stopListening()
      await opened.drain(graceMs)
      await server.close()
      await opened.close()
    }
    let closed: Promise<void> | null = null
    return {
      url: server.url,
      close(graceMs = GRACE_MS) {
        closed ??= close(graceMs)
        return closed
      },
    }
  } catch (error) {
    await opened.close(0)
    throw error
  }
}
