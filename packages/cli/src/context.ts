/** What `main.ts` hands to the commands: the process itself is touched nowhere else. */
import type { Config, Environment } from '@syncline/core/runtime/config.ts'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import { withoutControls } from './plain-text.ts'

export type CliContext = {
  /** For tokens by name, and for the processes that are started. */
  readonly environment: Environment
  /** Parsed when a command first needs it, so that help works with any configuration. @throws ConfigError */
  config(): Config
  /** Logs to stderr; stdout belongs to the answers. */
  logger(level?: Config['logLevel']): Logger
  /** Asked only where it is a terminal. */
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream & { readonly fd: number }
  /** Aborted by SIGINT, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal
}

/** What identity providers have chosen may be in it, and does not steer the terminal. */
export function writeLine(stream: NodeJS.WritableStream, text: string): void {
  stream.write(`${withoutControls(text)}\n`)
}

export function writeJson(stream: NodeJS.WritableStream, value: unknown): void {
  stream.write(`${JSON.stringify(value, null, 2)}\n`)
}
