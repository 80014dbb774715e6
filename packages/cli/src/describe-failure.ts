/** What the operator is told when a command fails: refusals as they are, anything else with where it came from. */
import { ConfigError } from '@syncline/core/runtime/config.ts'
import { EmbeddedPostgresError } from '@syncline/core/runtime/embedded-postgres/error.ts'
import { CatalogueError } from '@syncline/core/storage/catalogue/catalogue-error.ts'
import { DirectConnectionError } from '@syncline/core/storage/direct-connection.ts'
import { UnfitServerError } from '@syncline/core/storage/server-check.ts'
import { CliError } from './cli-error.ts'
import { SyncStopped } from './simulate/sync-errors.ts'

/** Written for the operator. */
const REFUSALS = [
  CliError,
  SyncStopped,
  CatalogueError,
  ConfigError,
  EmbeddedPostgresError,
  DirectConnectionError,
  UnfitServerError,
]

export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (REFUSALS.some((kind) => error instanceof kind)) return error.message
  const unreachable = unreachableCode(error)
  if (unreachable !== null) return `The database does not answer (${unreachable}): check DATABASE_URL.`
  return error.stack ?? error.message
}

/** Node tries every address of a name and reports them together, without a text. */
function unreachableCode(error: Error): string | null {
  const errors = error instanceof AggregateError ? error.errors : [error]
  const codes = errors.map((each: unknown) => (each instanceof Error && 'code' in each ? String(each.code) : ''))
  return (
    codes.find((code) => ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', '28P01', '3D000'].includes(code)) ??
    null
  )
}
