/**
 * The whole of Syncline on one machine: database (the embedded one belongs to this process), API and worker as child
 * processes of its process group. Connection strings go to the children in their environment, never on a command line.
 */
import { fileURLToPath } from 'node:url'
import type { Config, Environment } from '@syncline/core/runtime/config.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { type OpenedDatabase, openDatabase } from '@syncline/core/runtime/open-database.ts'
import { CliError } from '../cli-error.ts'
import { localUrl } from '../scim-url.ts'
import { waitUntilReady } from './ready.ts'
import { type ServiceEvent, type ServiceName, type ServiceProcess, startServiceProcess } from './service-process.ts'

export type SystemOptions = {
  readonly config: Config
  readonly environment: Environment
  readonly logger: Logger
  readonly signal: AbortSignal
  /** Where the output of a service goes, as a file descriptor. */
  output(service: ServiceName): number
  onEvent(event: ServiceEvent): void
}

export type RunningSystem = {
  /** Of the API, as this machine reaches it. */
  readonly url: string
  readonly database: OpenedDatabase
  stop(): Promise<void>
}

/** A service that has ended this often before the API was ready will not come up by itself. */
const HOPELESS_FAILURES = 5

/** @param options.config with the port that the API shall listen on */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { config, logger, signal, onEvent } = options
  const database = await openDatabase(config, logger)
  const environment = {
    ...options.environment,
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.directUrl,
    SYNCLINE_HOST: config.host,
    SYNCLINE_PORT: String(config.port),
  }
  const start = (service: ServiceName) =>
    startServiceProcess({ service, path: mainOf(service), environment, output: options.output(service), onEvent })
  const [api, worker] = [start('api'), start('worker')]
  const stop = async () => {
    // The API first: requests that wait for their outcome still get it.
    await api.stop()
    await worker.stop()
    await database.close()
  }
  const url = localUrl(config)
  try {
    const obstacle = await waitUntilReady(url, signal, () => hopeless(api) ?? hopeless(worker))
    if (obstacle === null) return { url, database, stop }
    throw new CliError(`Syncline did not get ready: ${obstacle}. The logs of its services say why.`)
  } catch (error) {
    await stop()
    throw error
  }
}

function hopeless({ service, failures }: ServiceProcess): string | null {
  return failures < HOPELESS_FAILURES ? null : `the ${service} ends again and again`
}

function mainOf(service: ServiceName): string {
  return fileURLToPath(import.meta.resolve(`@syncline/${service}/main.ts`))
}
