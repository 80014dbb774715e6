/** Every effect of an operation: source of audit, feed and undo. */
import type { JsonObject } from '../scim/json.ts'

export type ChangeSubject = 'User' | 'Group' | 'account' | 'site-group' | 'app' | 'start' | 'conflict' | 'guard-item'

export type ChangeKind =
  | 'created'
  | 'updated'
  | 'deleted'
  | 'restored'
  | 'linked'
  | 'unlinked'
  | 'held'
  | 'released'
  | 'dismissed'
  | 'members-added'
  | 'members-removed'
  | 'members-cleared'
  | 'granted'
  | 'revoked'
  /** Of a start. */
  | 'finished'
  | 'stopped'
  /** Of what waits for a decision; `superseded` also without a decision. */
  | 'opened'
  | 'decided'
  | 'resolved'
  | 'superseded'
  | 'undone'
  | 'rejected'
  | 'ended'
  /** Of a person: nothing is left but ids. */
  | 'erased'

export type Change = {
  readonly operationId: string
  readonly subjectType: ChangeSubject
  readonly subjectId: string
  readonly kind: ChangeKind
  /** Only what changed; null where there is no such side. Never an attribute that is never returned. */
  readonly before: JsonObject | null
  readonly after: JsonObject | null
}
