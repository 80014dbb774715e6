/** The audit row of a control write. Always written in the transaction of the write itself. */
import type { Transaction } from 'kysely'
import type { JsonObject } from '../../scim/json.ts'
import type { Database } from '../schema.ts'

/** Who does it, e.g. `cli:root` or `admin:k3v9x2ab (Jane Doe)`; and why, where they said so. */
export type Author = string | { readonly actor: string; readonly reason: string | null }

export type ControlAction =
  | 'site.created'
  | 'site.renamed'
  | 'site.settings-changed'
  | 'directory.created'
  | 'directory.changed'
  | 'directory.settings-changed'
  | 'directory.paused'
  | 'directory.resumed'
  | 'directory.losses-waiting'
  | 'directory.guard-waiting'
  | 'directory.disconnected'
  | 'directory.purged'
  | 'preview.asked'
  | 'person.erased'
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
  | 'admin.created'
  | 'admin.revoked'
  | 'schema.registered'
  | 'schema.changed'
  | 'schema.removed'

export type ControlEvent = {
  readonly actor: Author
  readonly action: ControlAction
  readonly siteId: number | null
  readonly directoryId: number | null
  /** Never a secret. */
  readonly detail: JsonObject
}

export async function recordControlEvent(transaction: Transaction<Database>, event: ControlEvent): Promise<void> {
  const { actor, reason } = typeof event.actor === 'string' ? { actor: event.actor, reason: null } : event.actor
  await transaction
    .insertInto('control_event')
    .values({
      actor,
      reason,
      action: event.action,
      site_id: event.siteId,
      directory_id: event.directoryId,
      detail: JSON.stringify(event.detail),
    })
    .execute()
}
