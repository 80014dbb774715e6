/** Directories with many users, made once and shared by the rounds. */
import { type FillRequest, fillDirectory } from '../support/fill-directory.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { untilApplied } from './conservation.ts'
import type { Bench } from './measurement.ts'
import { userBody } from './people.ts'

export type StoredUsers = {
  readonly directory: TestDirectory
  /** Of the user of each number (people.ts), from 0. */
  readonly ids: readonly string[]
  /** All that were sent to the directory so far; who sends more counts them. */
  operations: number
}

/** A slow machine applies some thousand a second. */
const LIMIT_MS = 1_800_000

export async function storeUsers({ system }: Pick<Bench, 'system'>, count: number): Promise<StoredUsers> {
  const users = await appendUsers({ system }, count)
  await untilStored({ system }, users.directory)
  return users
}

/** In the journal, and not applied yet. */
export async function appendUsers({ system }: Pick<Bench, 'system'>, count: number): Promise<StoredUsers> {
  const directory = await createTestDirectory(system.pool)
  const ids = await fillDirectory(system.databaseUrl, directory, usersTo(count))
  return { directory, ids, operations: count }
}

export async function untilStored({ system }: Pick<Bench, 'system'>, { siteId }: TestDirectory): Promise<void> {
  await system.wakeLane(siteId)
  await untilApplied(system.pool, siteId, LIMIT_MS)
}

function* usersTo(count: number): Generator<FillRequest> {
  for (let at = 0; at < count; at += 1) yield { method: 'POST', resourceType: 'User', body: JSON.parse(userBody(at)) }
}
