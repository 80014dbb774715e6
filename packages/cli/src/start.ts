/** `syncline start`: everything in one process group until a signal comes. Logs of all parts go to stderr. */
import { once } from 'node:events'
import { CliError } from './cli-error.ts'
import { type CliContext, writeLine } from './context.ts'
import { probePort } from './launch/port.ts'
import { startSystem } from './launch/system.ts'

export async function runStart(context: CliContext): Promise<void> {
  const { signal, stdout, environment } = context
  const config = context.config()
  const port = await probePort(config.host, config.port)
  if (port === null) throw new CliError(`Port ${config.port} is taken: choose another one with SYNCLINE_PORT (0: any).`)
  const logger = context.logger()
  const system = await startSystem({
    config: { ...config, port },
    environment,
    logger,
    signal,
    output: () => context.stderr.fd,
    onEvent(event) {
      if (event.kind === 'started') logger.info({ event }, 'service started')
      else logger.warn({ event }, 'service ended, starting it again')
    },
  })
  writeLine(stdout, `Syncline is ready at ${config.publicUrl ?? system.url}`)
  if (!signal.aborted) await once(signal, 'abort')
  await system.stop()
}
