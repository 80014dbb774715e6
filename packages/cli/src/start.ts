/**
 * `syncline start`: everything in one process group until a signal comes. Logs of all parts go to stderr, or each into a
 * file of its own.
 */
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Config } from '@syncline/core/runtime/config.ts'
import { CliError } from './cli-error.ts'
import { type CliContext, writeLine } from './context.ts'
import { createLogFiles } from './launch/log-files.ts'
import { choosePorts } from './launch/port.ts'
import { startSystem } from './launch/system.ts'

export type StartOptions = {
  readonly apis: number
  readonly workers: number
  /** Directory for a log file of each process. */
  readonly logs?: string
}

/** Of the embedded database, less what it keeps for itself and for the start. */
const EMBEDDED_CONNECTIONS = 95
const API_CONNECTIONS = 10
/** Besides one a lane. */
const WORKER_CONNECTIONS = 6

export async function runStart(context: CliContext, options: StartOptions): Promise<void> {
  const { signal, stdout, environment } = context
  const config = context.config()
  assertEnoughConnections(config, options)
  const apiPorts = await choosePorts(config.host, config.port, options.apis)
  const logger = context.logger()
  const files = options.logs === undefined ? null : createLogFiles(resolve(options.logs))
  const system = await startSystem({
    config,
    environment,
    logger,
    signal,
    apiPorts,
    workers: options.workers,
    output: (service) => files?.open(service) ?? context.stderr.fd,
    onEvent(event) {
      if (event.kind === 'started') logger.info({ event }, 'service started')
      else logger.warn({ event }, 'service ended, starting it again')
    },
  })
  writeLine(stdout, `Syncline is ready at ${config.publicUrl ?? system.url}`)
  if (system.urls.length > 1) for (const [at, url] of system.urls.entries()) writeLine(stdout, `api-${at + 1} ${url}`)
  if (files !== null) writeLine(stdout, `Logs are in ${files.directory}`)
  if (!signal.aborted) await once(signal, 'abort')
  await system.stop()
}

function assertEnoughConnections({ databaseUrl, laneConcurrency }: Config, { apis, workers }: StartOptions): void {
  if (databaseUrl !== undefined) return
  const needed = apis * API_CONNECTIONS + workers * (WORKER_CONNECTIONS + laneConcurrency)
  if (needed <= EMBEDDED_CONNECTIONS) return
  throw new CliError(
    `So many processes need up to ${needed} database connections, the embedded Postgres has ${EMBEDDED_CONNECTIONS}: start fewer, or set DATABASE_URL.`,
  )
}
