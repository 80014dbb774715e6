/** The system as the demo runs it: any free port when the usual one is taken, logs in files, restarts noted on screen. */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '@syncline/core/runtime/config.ts'
import { createLogger, type Logger } from '@syncline/core/runtime/logger.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeLine } from '../context.ts'
import { createLogFiles, type LogFiles } from '../launch/log-files.ts'
import { probePort } from '../launch/port.ts'
import type { ServiceEvent } from '../launch/service-process.ts'
import { startSystem } from '../launch/system.ts'
import type { Display } from '../simulate/display.ts'

export type RunningDemo = {
  readonly config: Config
  readonly databaseUrl: string
  readonly logDirectory: string
  readonly logger: Logger
  /** From now on notes go there. */
  showNotesOn(display: Display): void
  stop(): Promise<void>
}

const PINO_ERROR = 50

export async function startDemoSystem(context: CliContext, screen: NodeJS.WritableStream): Promise<RunningDemo> {
  const config = await chooseDemoPort(context.config())
  const files = createLogFiles(join(config.dataDir, 'logs'))
  let note = (text: string) => writeLine(screen, text)
  let stopping = false
  const logger = createDemoLogger(config, files, (text) => {
    if (!stopping) note(text)
  })
  writeLine(screen, `Starting Syncline; logs are in ${files.directory}`)
  const system = await startSystem({
    config,
    environment: context.environment,
    logger,
    signal: context.signal,
    output: files.open,
    onEvent(event) {
      logger.info({ event }, 'service')
      if (!stopping) note(eventText(event))
    },
  })
  return {
    config,
    databaseUrl: system.database.url,
    logDirectory: files.directory,
    logger,
    showNotesOn(display) {
      note = display.note
    },
    stop() {
      stopping = true
      return system.stop()
    },
  }
}

/** Into its file; errors (the database was lost, and is being started again) also on screen. */
function createDemoLogger({ logLevel }: Config, files: LogFiles, note: (text: string) => void): Logger {
  const descriptor = files.open('demo')
  const write = (line: string) => {
    writeSync(descriptor, line)
    const { level, msg } = JSON.parse(line) as { level: number; msg: string }
    if (level >= PINO_ERROR) note(`Problem: ${msg}.`)
  }
  return createLogger({ name: 'demo', level: logLevel, destination: { write } })
}

function eventText(event: ServiceEvent): string {
  if (event.kind === 'started') return `The ${event.service} runs as process ${event.pid}.`
  return `The ${event.service} (process ${event.pid}) ended: ${event.how}. It is started again in ${event.restartInMs} ms.`
}

async function chooseDemoPort(config: Config): Promise<Config> {
  const port = (await probePort(config.host, config.port)) ?? (await probePort(config.host, 0))
  if (port === null) throw new CliError(`No port is free on ${config.host}.`)
  return { ...config, port }
}
