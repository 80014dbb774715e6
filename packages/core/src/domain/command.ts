/**
 * Commands: what administrators ask of a lane, beside the requests of identity providers. They are operations of the same
 * journal, applied in their order among the commands of a site.
 */
import type { JsonObject } from '../scim/json.ts'
import type { ConflictDecision, ConflictFilter } from './conflict.ts'
import type { NotDecided } from './conflict-decision.ts'
import type { ErasedRecords } from './erasure.ts'
import type { ImportRows } from './import.ts'
import type { MarkScope } from './mark.ts'
import type { Audience } from './operation.ts'
import type { AppKind, HoldKind } from './record.ts'

/** By name, with its arguments; each in the file of its rule. */
export type Commands = {
  /** Settings have changed: what they concern is projected again. */
  reproject: { readonly scopes: readonly MarkScope[] }
  /** `previewId`: what was looked at. `takeToday`: whatever has changed since. Answers `{start}`. */
  start: { readonly directoryId: number; readonly previewId: string | null; readonly takeToday?: boolean }
  /** By SCIM ids. Answers `{users, groups}`. */
  'trial-start': {
    readonly directoryId: number
    readonly userIds: readonly string[]
    readonly groupIds: readonly string[]
  }
  /** A directory whose keys were revoked comes to its end: links, holds and marks go, its groups become local. */
  'disconnect-directory': { readonly directoryId: number }
  /** Resync: these users and groups of directories are projected again, now. Answers `{records}`. */
  'reproject-records': { readonly recordIds: readonly string[] }
  /** A user of a directory gets this account, whatever the addresses say. Answers `{userId, accountId}`. */
  'link-user': { readonly userId: string; readonly accountId: string }
  /** Cuts the link and holds the user as `detached`; its account stays as it is. Answers `{userId, accountId}`. */
  'unlink-user': { readonly userId: string }
  /** The groups of a user count for the account that another directory owns. Answers `{userId, accountId}`. */
  'member-link-user': { readonly userId: string }
  /** A user becomes the owner of the account with its address. Answers `{userId, accountId, formerOwnerId?}`. */
  'move-ownership': { readonly userId: string }
  /** Of a user or group: the hold is known, and ends by itself as before. Answers `{dismissed}`. */
  'dismiss-hold': { readonly recordId: string; readonly hold: HoldKind }
  /** External users that are linked whatever the policy of their directory. Answers `{done, notApplicable}`. */
  'approve-users': ExternalChoice
  /** External users that are left out until the policy of their directory changes. Answers `{done, notApplicable}`. */
  'ignore-users': ExternalChoice
  /** Losses that are held become effect. By their ids, or all of a directory, or of the site. Answers `{done, notApplicable}`. */
  'release-guard': GuardChoice
  /** They stay held: see docs/guard.md for what becomes of each. Answers `{done, notApplicable}`. */
  'reject-guard': GuardChoice
  'create-app': { readonly kind: AppKind; readonly appName: string }
  'rename-app': { readonly appId: string; readonly appName: string }
  /** `force`: also while groups or organizations give access to it. */
  'delete-app': { readonly appId: string; readonly force: boolean }
  /** Groups of the site by their public id, as everywhere here. */
  'grant-access': { readonly appId: string; readonly groupId: string }
  'revoke-access': { readonly appId: string; readonly groupId: string }
  'set-default-access': { readonly groupId: string; readonly on: boolean }
  /** `recordId`: of the directory group that it follows (SCIM). */
  'detach-group': { readonly groupId: string; readonly recordId: string }
  'link-group': { readonly recordId: string }
  /** Chosen conflicts, or all that are open by a filter. Answers ConflictResult. */
  'decide-conflicts': ConflictChoice
  /** Accounts, groups and members that the site has without a directory; MOST_IMPORTED_ROWS at most. */
  import: ImportRows
  /** Off: nobody but an admin switches it on again. On: as its owner says, if it has one. */
  'switch-account': { readonly accountId: string; readonly active: boolean }
  /**
   * By the id of the account, or of a user that no account is linked to. Answers `{person, erasedNow, erasure}`, and when it was now
   * `{records, memberships}`.
   */
  'erase-person': { readonly personId: string; readonly records: ErasedRecords }
  'create-group': { readonly groupName: string; readonly audience: Audience }
  'rename-group': { readonly groupId: string; readonly groupName: string }
  /** `force`: also while it gives access to something. */
  'delete-group': { readonly groupId: string; readonly force: boolean }
  /** Answers `{undone, group, name, formerName, members}` and who did not come back as they were. */
  'undo-decision': { readonly conflictId: string }
  /** A copy of a deleted group. Answers `{restored, group, name, audience, members, appsGone}` and who did not come back as they were. */
  'restore-group': { readonly copyId: string; readonly groupName?: string }
  /** Ids of accounts; MOST_CHANGED_MEMBERS at most. */
  'change-group-members': {
    readonly groupId: string
    readonly add: readonly string[]
    readonly remove: readonly string[]
  }
}

/** Users by their ids, or all of a directory that wait for a decision. */
export type ExternalChoice =
  | { readonly userIds: readonly string[] }
  | { readonly directoryId: number; readonly all: true }

/** Of conflicts chosen one by one MOST_DECIDED at most. `rename` takes a name for each. */
export type ConflictChoice =
  | { readonly decision: ConflictDecision; readonly conflicts: readonly ChosenConflict[] }
  | { readonly decision: Exclude<ConflictDecision, 'rename'>; readonly filter: ConflictFilter }

export const MOST_DECIDED = 1_000

/** `version`: the one that was looked at. */
export type ChosenConflict = { readonly id: string; readonly version: number; readonly name?: string }

/** Of `decide-conflicts`. */
export type ConflictResult = {
  readonly done: number
  /** Nothing was done about these, and why. Of a filter MOST_DECIDED of them at most, and how many there are. */
  readonly notApplicable: readonly { readonly conflictId: string; readonly reason: NotDecided }[]
  readonly notApplicableCount: number
}

/** Of `approve-users` and `ignore-users`. */
export type ExternalResult = {
  readonly done: number
  /** Nothing was done about these, and why. Of `all` there are none. */
  readonly notApplicable: readonly { readonly userId: string; readonly reason: NotExternal }[]
}

/** `not-held`: it waits for no decision. `decided`: that has been said already. */
export type NotExternal = 'not-held' | 'decided'

/** Items by their ids, MOST_GUARD_ITEMS at most, or all that are held; of one directory or of the site. */
export type GuardChoice = { readonly items: readonly string[] } | { readonly filter: { readonly directoryId?: number } }

/** Of `release-guard` and `reject-guard`. Of a filter those that cannot be are left out. */
export type GuardResult = {
  readonly done: number
  readonly notApplicable: readonly { readonly itemId: string; readonly reason: NotGuarded }[]
}

/** `closed`: it holds nothing any more. `decided`: that has been said already. `paused`: its directory is. */
export type NotGuarded = 'not-found' | 'closed' | 'decided' | 'paused'

export type CommandName = keyof Commands

export type Command = { readonly [Name in CommandName]: { readonly name: Name } & Commands[Name] }[CommandName]

export type CommandRequest = {
  /** uuidv7 made at accept. */
  readonly id: string
  readonly siteId: number
  readonly actor: string
  readonly reason: string | null
  readonly command: Command
}

export type CommandFault = 'not-found' | 'refused' | 'name-taken' | 'invalid'

/** A rule says no: nothing was changed. The text names no values and says what to do. */
export class CommandRefusal extends Error {
  override readonly name = 'CommandRefusal'
  readonly fault: CommandFault

  constructor(fault: CommandFault, message: string) {
    super(message)
    this.fault = fault
  }
}

export const STATUS_OF_FAULT: Readonly<Record<CommandFault, number>> = {
  'not-found': 404,
  refused: 409,
  'name-taken': 409,
  invalid: 400,
}

/** What came of a command, as its outcome keeps it. */
export type CommandResult =
  | { readonly kind: 'done'; readonly result: JsonObject }
  | { readonly kind: 'refused'; readonly fault: CommandFault; readonly detail: string }
