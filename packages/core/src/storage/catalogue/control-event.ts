/** The audit row of a control write. Always written in the transaction of the write itself. */
import type { Transaction } from 'kysely'
import type { JsonObject } from '../../scim/json.ts'
import type { Database } from '../schema.ts'

export type ControlAction =
  | 'site.created'
  | 'directory.created'
  | 'directory.settings-changed'
  | 'credential.created'
  | 'credential.revoked'
  | 'oauth-client.created'
  | 'oauth-secret.created'
  | 'oauth-secret.revoked'
  | 'signing-key.created'
  | 'signing-key.rotated'
  | 'oauth-trust.created'
  | 'oauth-trust.revoked'
  | 'domain.added'
  | 'domain.verified'
  | 'domain.missing'
  | 'domain.back'
  | 'domain.assigned'
  | 'domain.removed'

export type ControlEvent = {
  /** Who did it, e.g. `cli:root` or `admin:7`. */
  readonly actor: string
  readonly action: ControlAction
  readonly siteId: number | null
  readonly directoryId: number | null
  /** Never a secret. */
  readonly detail: JsonObject
}

export async function recordControlEvent(transaction: Transaction<Database>, event: ControlEvent): Promise<void> {
  await transaction
    .insertInto('control_event')
    .values({
      actor: event.actor,
      action: event.action,
      site_id: event.siteId,
      directory_id: event.directoryId,
      detail: JSON.stringify(event.detail),
    })
    .execute()
}
