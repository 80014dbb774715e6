/** Finding the users and groups that an operator names: by SCIM id, or by userName or group name within one directory. */
import { fold } from '@syncline/core/scim/fold.ts'
import { listRecords } from '@syncline/core/storage/read/record-list.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { chooseDirectory, chooseSite } from './choose.ts'

export type RecordPlace = { readonly site: string; readonly directory?: string | undefined }

/** @throws CliError for a name that is none */
export async function chooseRecords(
  db: Kysely<Database>,
  pool: pg.Pool,
  wanted: readonly string[],
  place: RecordPlace,
): Promise<{ readonly siteId: number; readonly ids: readonly string[] }> {
  const { id: siteId } = await chooseSite(db, place.site)
  const directory = place.directory === undefined ? undefined : await chooseDirectory(db, place.directory, place.site)
  const ids = wanted.map(async (text) => {
    if (isResourceId(text)) return text
    if (directory === undefined) throw new CliError(`"${text}" is no SCIM id. With --directory names are found too.`)
    const found = await idsOfName(pool, { siteId, directoryId: directory.id }, text)
    const [id] = found
    if (id === undefined) throw new CliError(`The directory has no user or group "${text}".`)
    if (found.length > 1) throw new CliError(`A user and a group are named "${text}": name the SCIM id.`)
    return id
  })
  return { siteId, ids: await Promise.all(ids) }
}

/** Names are unique among the users and among the groups of a directory. */
async function idsOfName(
  pool: pg.Pool,
  place: { readonly siteId: number; readonly directoryId: number },
  name: string,
): Promise<string[]> {
  const types = ['User', 'Group'] as const
  const pages = await Promise.all(
    types.map((type) => listRecords(pool, { ...place, type, prefix: name, filter: {} }, { after: null, limit: 1 })),
  )
  return pages.flatMap(({ rows }) => rows.filter((row) => fold(row.name) === fold(name)).map(({ id }) => id))
}
