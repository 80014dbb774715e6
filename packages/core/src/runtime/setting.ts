/**
 * The settings: name, default, limits and what each is for, in one place. `docs/configuration.md` is checked against it.
 * Defaults are written as an operator would write them in the environment.
 */
import { isIP } from 'node:net'
import { z } from 'zod'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const HOUR_MS = 3_600_000

export const SETTING_SCHEMAS = {
  DATABASE_URL: url(['postgres:', 'postgresql:'])
    .optional()
    .describe('Postgres to use, 14 or newer. Without it an embedded one is started in the data directory.'),
  DATABASE_DIRECT_URL: url(['postgres:', 'postgresql:'])
    .optional()
    .describe(
      'The same database without a transaction pooler in between, for LISTEN, locks and the queue. Default: DATABASE_URL.',
    ),
  REDIS_URL: url(['redis:', 'rediss:'])
    .optional()
    .describe('Redis or Valkey for the queue. Without it the queue is kept in Postgres.'),
  SYNCLINE_HOST: z.string().default('127.0.0.1').describe('Address that the API listens on.'),
  SYNCLINE_PORT: integer(0, 65_535).default(8080).describe('Port that the API listens on; 0 takes a free one.'),
  SYNCLINE_PUBLIC_URL: url(['http:', 'https:'])
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .describe('Address that identity providers reach the API at, for links in answers. Default: host and port.'),
  SYNCLINE_DNS_SERVERS: z
    .string()
    .transform((text) => text.split(',').map((server) => server.trim()))
    .refine((servers) => servers.every((server) => isAddress(server)), {
      error: 'must be addresses with or without a port, separated by commas, like 10.0.0.2,[fd00::2]:53',
    })
    .optional()
    .describe('Servers that are asked for the TXT records of e-mail domains. Default: those of the machine.'),
  SYNCLINE_DATA_DIR: z
    .string()
    .default('.syncline')
    .describe('Directory of the embedded Postgres, relative to the working directory.'),
  SYNCLINE_LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` })
    .default('info')
    .describe('Least important lines that are logged.'),
  SYNCLINE_WAIT_LIMIT_MS: integer(100, HOUR_MS)
    .default(25_000)
    .describe('Milliseconds a request waits for its outcome before it is answered with 503.'),
  SYNCLINE_WORKER_PORT: integer(0, 65_535)
    .default(0)
    .describe('Port for the health of a worker that runs alone; 0 switches it off.'),
  SYNCLINE_LANE_CONCURRENCY: integer(1, 64).default(4).describe('Sites that one worker process serves at a time.'),
  SYNCLINE_LANE_SLICE_MS: integer(10, HOUR_MS)
    .default(2_000)
    .describe('Milliseconds a lane keeps its worker before others get their turn.'),
  SYNCLINE_BATCH_SIZE: integer(1, 10_000)
    .default(1_000)
    .describe('Most operations that are applied in one transaction.'),
} as const

export type SettingName = keyof typeof SETTING_SCHEMAS

export type Setting = {
  readonly name: SettingName
  /** As written in the environment; null when the setting may be absent. */
  readonly default: string | null
  readonly description: string
}

export const SETTINGS: readonly Setting[] = Object.entries(SETTING_SCHEMAS).map(([name, schema]) => ({
  name: name as SettingName,
  default: schema instanceof z.ZodDefault ? String(schema.def.defaultValue) : null,
  description: schema.description ?? '',
}))

function integer(least: number, most: number) {
  const problem = `must be a whole number from ${least} to ${most}`
  return z.coerce
    .number({ error: problem })
    .int({ error: problem })
    .min(least, { error: problem })
    .max(most, { error: problem })
}

function isAddress(server: string): boolean {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d{1,5})?$/.exec(server) ?? []
  return isIP(bracketed ?? plain ?? server) !== 0
}

// The value is never part of the message: it may hold a password.
function url(protocols: readonly string[]) {
  const schemes = protocols.map((protocol) => `${protocol}//`).join(' or ')
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL that starts with ${schemes}`,
  })
}
