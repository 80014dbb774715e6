/** Whether records hold values of an extension schema. */
import { type Kysely, sql } from 'kysely'
import type { ResourceType } from '../../domain/operation.ts'
import type { Database } from '../schema.ts'

export const RECORD_TABLES = { User: 'directory_user', Group: 'directory_group' } as const

export type SchemaPlace = {
  readonly siteId: number
  readonly directoryId: number
  readonly resourceType: ResourceType
  readonly urn: string
}

/** Looks at every record of the directory; what it says holds as long as the lane is held. */
export async function isSchemaUsed(
  db: Kysely<Database>,
  { siteId, directoryId, resourceType, urn }: SchemaPlace,
): Promise<boolean> {
  const found = await db
    .selectFrom(RECORD_TABLES[resourceType])
    .where('site_id', '=', siteId)
    .where('directory_id', '=', directoryId)
    .where(sql<boolean>`resource ? ${urn}`)
    .select('key')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
