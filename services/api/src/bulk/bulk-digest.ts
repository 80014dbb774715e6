/**
 * The digest by which equal Bulk requests find each other: over what each operation asks for, without secrets, and with the index
 * of the operation in place of an id that was made for its resource. Requests with different keys are never equal: what was sent
 * with a key may be dropped with it.
 */
import { createHash } from 'node:crypto'
import type { BulkElement } from '@syncline/core/scim/bulk-element.ts'
import type { BulkIdOwner } from '@syncline/core/scim/bulk-reference.ts'
import type { CredentialOfDirectory } from '@syncline/core/storage/catalogue/credential.ts'
import { canonicalJson, uuidOfHash } from '../accept/request-digest.ts'
import type { ParsedElement } from './parse-bulk.ts'

export type BulkDigest = {
  /** In the order of the request. */
  add(element: BulkElement, parsed: ParsedElement): void
  result(): string
}

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

export function createBulkDigest(
  { credentialId }: Pick<CredentialOfDirectory, 'credentialId'>,
  failOnErrors: number | null,
  owners: ReadonlyMap<string, BulkIdOwner>,
): BulkDigest {
  const hash = createHash('sha256').update(`${credentialId} ${failOnErrors}`)
  const indexes = new Map([...owners.values()].map(({ id, index }) => [id, `bulkId:${index}`]))
  return {
    add({ methodText, bulkId, target }, { request, body, refusal }) {
      const text = canonicalJson([
        [methodText, bulkId, target, request?.resourceId ?? null, request?.ifMatch ?? null],
        refusal === null ? null : [refusal.status, refusal.scimType, refusal.message],
        body,
      ])
      hash.update('\n').update(indexes.size === 0 ? text : text.replace(UUID, (id) => indexes.get(id) ?? id))
    },
    result: () => uuidOfHash(hash.digest('hex')),
  }
}
