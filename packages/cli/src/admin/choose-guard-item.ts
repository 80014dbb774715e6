/** Finding the items of the guard that an operator names: by id, or by the address of the person or the name of the group. */
import { findGuardItems } from '@syncline/core/storage/read/guard-items.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'

/** @returns ids. @throws CliError for a name that is none, or of several */
export async function chooseGuardItems(pool: pg.Pool, siteId: number, wanted: readonly string[]): Promise<string[]> {
  const chosen = wanted.map(async (text) => {
    if (isResourceId(text)) return text
    const found = await findGuardItems(pool, siteId, text)
    const [id] = found
    if (id === undefined) throw new CliError(`The guard holds nobody and no group "${text}". See: syncline guard list`)
    if (found.length > 1) throw new CliError(`"${text}" has several items. Say which by its id: ${found.join(', ')}.`)
    return id
  })
  return Promise.all(chosen)
}
