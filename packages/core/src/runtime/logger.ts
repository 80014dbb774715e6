/**
 * Structured logs: one JSON object a line on stdout.
 * Guarantee: known secret and personal fields are cut out wherever they stand, errors carry no database values.
 */
import { type DestinationStream, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino'
import type { LogLevel } from './config.ts'

export type Logger = PinoLogger

export type LoggerOptions = {
  /** The process or part that speaks, e.g. `api`. */
  readonly name: string
  readonly level: LogLevel
  /** Default: stdout. */
  readonly destination?: DestinationStream
}

// The last line of defence; callers log ids only.
const SECRET_FIELDS = ['authorization', 'password', 'key', 'token', 'secret', 'url', 'body', 'connectionString']

export function createLogger({ name, level, destination }: LoggerOptions): Logger {
  const options = {
    name,
    level,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[removed]' },
    serializers: { err: describeError, error: describeError },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** What a log may say of an error. Postgres puts row values into `detail` and `where`: they are left out. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error ? { code: error.code } : {}
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  return { type: error.name, message: error.message, ...code, stack: error.stack, ...cause }
}
