/** How a change of schemas and the lane of the site keep out of each other's way. */
import type { Transaction } from 'kysely'
import type { Database } from '../schema.ts'
import { schemasDigest } from './schema-set.ts'

/** Waits for the batch that is being applied; the lane's next one waits for the end of the transaction. */
export async function holdLane(transaction: Transaction<Database>, siteId: number): Promise<void> {
  await transaction.selectFrom('lane').where('site_id', '=', siteId).select('site_id').forUpdate().execute()
}

/** To be called whenever a row of the directory's schemas has changed, in the same transaction. */
export async function writeDigest(transaction: Transaction<Database>, directoryId: number): Promise<void> {
  const rows = await transaction
    .selectFrom('extension_schema')
    .where('directory_id', '=', directoryId)
    .select(['directory_id', 'resource_type', 'required', 'document', 'indexes'])
    .orderBy('id')
    .execute()
  await transaction
    .updateTable('directory')
    .set({ schemas_digest: schemasDigest(rows) })
    .where('id', '=', directoryId)
    .execute()
}
