/** What a failed statement means, by SQLSTATE; never by the text of a message. */
import { ScimError } from '@syncline/core/scim/error.ts'
import { databaseAway } from './http/refusal.ts'

/** `data`: of the rows of the statement. `contention`: rolled back, may be tried again at once. */
export type StorageFailure = 'connection' | 'contention' | 'data' | 'unknown'

/** No class of Postgres begins with E, every errno does. */
const SQLSTATE = /^[0-9A-DF-Z][0-9A-Z]{4}$/

/** 08 connection, 53 resources, 57 operator and timeouts, 58 system; 40 rolled back; 22 values, 23 constraints, 54 limits. */
const FAILURE_OF_CLASS: Readonly<Record<string, StorageFailure>> = {
  '08': 'connection',
  '53': 'connection',
  '57': 'connection',
  '58': 'connection',
  '40': 'contention',
  '22': 'data',
  '23': 'data',
  '54': 'data',
}

/** @param error of a statement: a plain one without a SQLSTATE comes from the pool or the socket */
export function classifyStorageFailure(error: unknown): StorageFailure {
  const code = sqlStateOf(error)
  if (code !== null) return FAILURE_OF_CLASS[code.slice(0, 2)] ?? 'unknown'
  return error instanceof Error && ('code' in error || error.name === 'Error') ? 'connection' : 'unknown'
}

/** What the requester is told. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof ScimError) return error
  const failure = classifyStorageFailure(error)
  if (failure === 'connection' || failure === 'contention') return databaseAway(error)
  // A broken constraint (23) is our fault and stays a 500; a value that cannot be stored is the sender's.
  if (failure !== 'data' || sqlStateOf(error)?.startsWith('23')) return error
  const refusal = ScimError.of('invalidValue', 'A value of the request cannot be stored.')
  refusal.cause = error
  return refusal
}

/** Runs a read; when the database is away the requester is told to come again. */
export async function fromStorage<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw refusalOf(error)
  }
}

function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  return SQLSTATE.test(error.code) ? error.code : null
}
