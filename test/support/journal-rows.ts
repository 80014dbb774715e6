/** Rows of the journal as a test wants them: requests to append, and operations settled as the lane would settle them. */
import { createHash, randomUUID } from 'node:crypto'
import type { OperationBody, ResourceType } from '@syncline/core/domain/operation.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import type { AppendRequest } from '@syncline/core/storage/journal/append.ts'
import type pg from 'pg'
import type { TestDirectory } from './test-directory.ts'

/** A digest that is the same for the same text. */
export function digestOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

export function appendRequest(
  directory: TestDirectory,
  given: Partial<AppendRequest> & { readonly digest: string },
): AppendRequest {
  const body: OperationBody = { kind: 'resource', attributes: { userName: 'ada' } }
  return {
    id: uuidv7(),
    siteId: directory.siteId,
    directoryId: directory.directoryId,
    credentialId: directory.credentialId,
    actor: 'test',
    method: 'POST',
    resourceType: 'User',
    resourceId: uuidv7(),
    ifMatch: null,
    body,
    secretSent: false,
    cost: 1,
    waiter: randomUUID(),
    ...given,
  }
}

export type SettledAs = {
  readonly status: number
  readonly version?: number
  readonly scimType?: string
  /** What the directory holds afterwards. Default: the user, at `version`, when the status is below 300. */
  readonly leaves?: 'user' | 'nothing'
}

let nextKey = 1_000_000

/** Outcome in, pending row out, the user as given: what the lane does in its transaction. The caller commits. */
export async function settleByHand(
  client: pg.Pool | pg.ClientBase,
  request: AppendRequest,
  {
    status,
    version = 1,
    scimType,
    leaves = status < 300 && request.method !== 'DELETE' ? 'user' : 'nothing',
  }: SettledAs,
): Promise<void> {
  const resourceType: ResourceType = request.resourceType
  if (resourceType !== 'User') throw new Error('only users are settled by hand')
  await client.query('delete from pending where site_id = $1 and operation_id = $2', [request.siteId, request.id])
  await client.query('delete from directory_user where site_id = $1 and id = $2', [request.siteId, request.resourceId])
  if (leaves === 'user') {
    nextKey += 1
    await client.query(
      `insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, created_at,
                                   last_modified, resource, compared)
       values ($1, $2, $3, $4::uuid, true, $5, $4::uuid::text, now(), now(), '{}', '{}')`,
      [request.siteId, request.directoryId, nextKey, request.resourceId, version],
    )
  }
  await client.query(
    `with lane_row as (update lane set applied_seq = applied_seq + 1 where site_id = $1 returning applied_seq)
     insert into outcome (site_id, operation_id, applied_seq, status, scim_type, resource_id, version, created_at,
                          last_modified, applied_at)
     select $1, $2, applied_seq, $3, $4, $5, $6, now(), now(), now() from lane_row`,
    [request.siteId, request.id, status, scimType ?? null, request.resourceId, status < 300 ? version : null],
  )
}
