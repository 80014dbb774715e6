/** Finding the conflicts that an operator names: by id, or by the name of the group. */
import { CONFLICT_STATES, type ConflictState } from '@syncline/core/domain/conflict.ts'
import { type ConflictOfSite, findConflicts, readConflict } from '@syncline/core/storage/read/conflict-list.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'

/** That can be decided. */
export const LIVE: readonly ConflictState[] = ['open', 'decided']

/** @param states of those that a name may mean. @throws CliError for a name that is none, or of several */
export async function chooseConflict(
  pool: pg.Pool,
  siteId: number,
  wanted: string,
  states: readonly ConflictState[],
): Promise<ConflictOfSite> {
  const byId = isResourceId(wanted) ? await readConflict(pool, siteId, wanted) : null
  if (byId !== null) return byId
  const found = await findConflicts(pool, siteId, wanted, states)
  const [conflict] = found
  if (conflict === undefined) {
    const others = (await findConflicts(pool, siteId, wanted, CONFLICT_STATES)).map(
      ({ id, state }) => `\n  ${id} ${state}`,
    )
    throw new CliError(
      others.length === 0
        ? `The site has no conflict "${wanted}". See: syncline conflicts list --state all`
        : `The site has no conflict "${wanted}" that is ${states.join(' or ')}, but:${others.join('')}`,
    )
  }
  if (found.length === 1) return conflict
  const each = found.map(({ id, directory, state }) => `\n  ${id} ${state}, directory "${directory.name}"`)
  throw new CliError(`There are several conflicts "${wanted}". Say which by its id:${each.join('')}`)
}

/** One that waits, else the last one of the name. @throws CliError for a name that is none, or of several that wait */
export async function chooseShown(pool: pg.Pool, siteId: number, wanted: string): Promise<ConflictOfSite> {
  const [live] = await findConflicts(pool, siteId, wanted, LIVE)
  const [last] = live === undefined ? await findConflicts(pool, siteId, wanted, CONFLICT_STATES) : []
  return last ?? chooseConflict(pool, siteId, wanted, LIVE)
}
