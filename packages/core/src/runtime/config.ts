/**
 * Turns the environment into the configuration that `main.ts` passes down.
 * Guarantee: all faults are reported at once, and no message holds a value.
 */
import { resolve } from 'node:path'
import { z } from 'zod'
import { SETTING_SCHEMAS, type SettingName } from './setting.ts'

export { SETTINGS, type Setting } from './setting.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export type Config = {
  readonly databaseUrl?: string
  readonly databaseDirectUrl?: string
  readonly redisUrl?: string
  readonly host: string
  readonly port: number
  readonly publicUrl?: string
  /** Absolute. */
  readonly dataDir: string
  /** False: `dataDir` is the default and the embedded Postgres may put it elsewhere (see `embedded-postgres-place.ts`). */
  readonly dataDirGiven: boolean
  /** Absent: those of the machine. */
  readonly dnsServers?: readonly string[]
  readonly logLevel: LogLevel
  readonly waitLimitMs: number
  readonly workerPort: number
  readonly laneConcurrency: number
  readonly laneSliceMs: number
  readonly batchSize: number
}

export type LogLevel = z.output<typeof SETTING_SCHEMAS.SYNCLINE_LOG_LEVEL>

export type ConfigFault = { readonly setting: SettingName; readonly problem: string }

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: readonly ConfigFault[]

  constructor(faults: readonly ConfigFault[]) {
    super(['the configuration is not usable:', ...faults.map((f) => `  ${f.setting} ${f.problem}`)].join('\n'))
    this.faults = faults
  }
}

const environmentSchema = z.object(SETTING_SCHEMAS)

/** @param workingDirectory what a relative data directory is relative to; default: that of the process */
export function parseConfig(env: Environment, workingDirectory = '.'): Config {
  // Compose files and systemd units write `NAME=` for a setting that is not wanted.
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environmentSchema.safeParse(present)
  const faults = [...(parsed.success ? [] : readFaults(parsed.error)), ...findContradictions(present)]
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  const settings = parsed.data
  const directUrl = settings.DATABASE_DIRECT_URL ?? settings.DATABASE_URL
  return {
    ...(settings.DATABASE_URL === undefined ? {} : { databaseUrl: settings.DATABASE_URL }),
    ...(directUrl === undefined ? {} : { databaseDirectUrl: directUrl }),
    ...(settings.REDIS_URL === undefined ? {} : { redisUrl: settings.REDIS_URL }),
    host: settings.SYNCLINE_HOST,
    port: settings.SYNCLINE_PORT,
    ...(settings.SYNCLINE_PUBLIC_URL === undefined ? {} : { publicUrl: settings.SYNCLINE_PUBLIC_URL }),
    ...(settings.SYNCLINE_DNS_SERVERS === undefined ? {} : { dnsServers: settings.SYNCLINE_DNS_SERVERS }),
    dataDir: resolve(workingDirectory, settings.SYNCLINE_DATA_DIR),
    dataDirGiven: 'SYNCLINE_DATA_DIR' in present,
    logLevel: settings.SYNCLINE_LOG_LEVEL,
    waitLimitMs: settings.SYNCLINE_WAIT_LIMIT_MS,
    workerPort: settings.SYNCLINE_WORKER_PORT,
    laneConcurrency: settings.SYNCLINE_LANE_CONCURRENCY,
    laneSliceMs: settings.SYNCLINE_LANE_SLICE_MS,
    batchSize: settings.SYNCLINE_BATCH_SIZE,
  }
}

function readFaults(error: z.ZodError): ConfigFault[] {
  const faults = error.issues.map((issue) => ({ setting: issue.path[0] as SettingName, problem: issue.message }))
  // One line a setting: a number that is neither whole nor in range is one fault.
  return faults.filter((fault, index) => faults.findIndex((other) => other.setting === fault.setting) === index)
}

function findContradictions(present: Environment): ConfigFault[] {
  const { DATABASE_URL, DATABASE_DIRECT_URL } = present
  if (DATABASE_DIRECT_URL === undefined || DATABASE_URL !== undefined) return []
  return [
    { setting: 'DATABASE_DIRECT_URL', problem: 'needs DATABASE_URL: set both, or neither for the embedded Postgres' },
  ]
}
