/**
 * Many users and memberships in a directory, quickly: the operations that the API would have made of the same requests,
 * appended to the journal in groups. The worker applies them, so the rows are those it would have made.
 */
import { randomUUID } from 'node:crypto'
import { operationCost } from '@syncline/api/accept/operation-cost.ts'
import { parseOperation, type RequestParts } from '@syncline/api/scim/parse-operation.ts'
import { hashApiKey } from '@syncline/core/storage/catalogue/api-key.ts'
import { findCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { type AppendRequest, appendOperations } from '@syncline/core/storage/journal/append.ts'
import { openJournalPool } from '@syncline/core/storage/journal/journal-pool.ts'
import type { TestDirectory } from './test-directory.ts'

/** As many as the API appends at a time. */
const GROUP = 500

export type FillRequest = Pick<RequestParts, 'method' | 'resourceType' | 'body'> & {
  /** Default: a new one. */
  readonly resourceId?: string
}

/** Resolves with the ids of the resources when all is in the journal; a worker has to be there to apply it. */
export async function fillDirectory(
  databaseUrl: string,
  { key }: Pick<TestDirectory, 'key'>,
  requests: Iterable<FillRequest>,
): Promise<string[]> {
  const pool = openJournalPool(databaseUrl, () => undefined)
  try {
    const credential = await findCredential(createKysely(pool), hashApiKey(key))
    if (credential === undefined) throw new Error('there is no such key')
    const ids: string[] = []
    let group: AppendRequest[] = []
    const append = async () => {
      await appendOperations(pool, group)
      group = []
    }
    for (const { resourceId = null, ...request } of requests) {
      const operation = parseOperation({ ...request, resourceId, ifMatch: null }, credential)
      const { body } = operation
      group.push({ ...operation, cost: operationCost(body), digest: randomUUID(), waiter: randomUUID() })
      ids.push(operation.resourceId)
      // biome-ignore lint/performance/noAwaitInLoops: seq follows the order of the requests
      if (group.length === GROUP) await append()
    }
    if (group.length > 0) await append()
    return ids
  } finally {
    await pool.end()
  }
}
