/**
 * The whole of Syncline on one machine: database (the embedded one belongs to this process), APIs and workers, one of
 * each or more, as child processes of its process group. Connection strings go to the children in their environment, never on a command line.
 */
import { fileURLToPath } from 'node:url'
import type { Config, Environment } from '@syncline/core/runtime/config.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { type OpenedDatabase, openDatabase } from '@syncline/core/runtime/open-database.ts'
import { CliError } from '../cli-error.ts'
import { localUrl } from '../scim-url.ts'
import { waitUntilReady } from './ready.ts'
import {
  type ServiceEvent,
  type ServiceKind,
  type ServiceName,
  type ServiceProcess,
  startServiceProcess,
} from './service-process.ts'

export type SystemOptions = {
  readonly config: Config
  readonly environment: Environment
  readonly logger: Logger
  readonly signal: AbortSignal
  /** Of each API the port that it shall listen on. Default: one, on that of the configuration. */
  readonly apiPorts?: readonly number[]
  /** How many. Default 1. */
  readonly workers?: number
  /** Where the output of a service goes, as a file descriptor. */
  output(service: ServiceName): number
  onEvent(event: ServiceEvent): void
}

export type RunningSystem = {
  /** Of the first API, as this machine reaches it. */
  readonly url: string
  /** Of each API. */
  readonly urls: readonly string[]
  readonly database: OpenedDatabase
  stop(): Promise<void>
}

/** A service that has ended this often before the API was ready will not come up by itself. */
const HOPELESS_FAILURES = 5

export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { config, logger, signal, onEvent, apiPorts = [config.port], workers = 1 } = options
  const database = await openDatabase(config, logger)
  const start = (kind: ServiceKind, at: number, of: number, own: Record<string, string>) => {
    const service: ServiceName = of === 1 ? kind : `${kind}-${at + 1}`
    const environment = {
      ...options.environment,
      DATABASE_URL: database.url,
      DATABASE_DIRECT_URL: database.directUrl,
      SYNCLINE_HOST: config.host,
      ...own,
    }
    return startServiceProcess({ service, path: mainOf(kind), environment, output: options.output(service), onEvent })
  }
  const healthPort = (at: number) => String(config.workerPort === 0 ? 0 : config.workerPort + at)
  const apis = apiPorts.map((port, at) => start('api', at, apiPorts.length, { SYNCLINE_PORT: String(port) }))
  const lanes = Array.from({ length: workers }, (_, at) =>
    start('worker', at, workers, { SYNCLINE_WORKER_PORT: healthPort(at) }),
  )
  const stop = async () => {
    // The APIs first: requests that wait for their outcome still get it.
    await Promise.all(apis.map((api) => api.stop()))
    await Promise.all(lanes.map((worker) => worker.stop()))
    await database.close()
  }
  const urls = apiPorts.map((port) => localUrl({ ...config, port }))
  const giveUp = () => [...apis, ...lanes].map(hopeless).find((reason) => reason !== null) ?? null
  try {
    const obstacles = await Promise.all(urls.map((url) => waitUntilReady(url, signal, giveUp)))
    const obstacle = obstacles.find((found) => found !== null) ?? null
    if (obstacle === null) return { url: urls[0] ?? '', urls, database, stop }
    throw new CliError(`Syncline did not get ready: ${obstacle}. The logs of its services say why.`)
  } catch (error) {
    await stop()
    throw error
  }
}

function hopeless({ service, failures }: ServiceProcess): string | null {
  return failures < HOPELESS_FAILURES ? null : `the ${service} ends again and again`
}

function mainOf(kind: ServiceKind): string {
  return fileURLToPath(import.meta.resolve(`@syncline/${kind}/main.ts`))
}
