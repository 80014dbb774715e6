/** Commands: each rule in a file of its own, and here which they are. */

import type { JsonObject } from '../scim/json.ts'
import { commandDone, commandRefused } from './answer.ts'
import { type Command, type CommandName, CommandRefusal, type Commands } from './command.ts'
import { CREATE_APP, DELETE_APP, RENAME_APP } from './command-app.ts'
import { DECIDE_CONFLICTS } from './command-conflict.ts'
import { DISCONNECT_DIRECTORY } from './command-disconnect.ts'
import { ERASE_PERSON } from './command-erase.ts'
import { APPROVE_USERS, IGNORE_USERS } from './command-external.ts'
import { GRANT_ACCESS, REVOKE_ACCESS } from './command-grant.ts'
import { CREATE_GROUP, DELETE_GROUP, RENAME_GROUP } from './command-group.ts'
import { CHANGE_GROUP_MEMBERS } from './command-group-members.ts'
import { REJECT_GUARD, RELEASE_GUARD } from './command-guard.ts'
import { DISMISS_HOLD } from './command-hold.ts'
import { IMPORT } from './command-import.ts'
import { LINK_USER, MEMBER_LINK_USER, MOVE_OWNERSHIP, UNLINK_USER } from './command-link.ts'
import { REPROJECT, REPROJECT_RECORDS } from './command-reproject.ts'
import { RESTORE_GROUP } from './command-restore-group.ts'
import { DETACH_GROUP, LINK_GROUP, SET_DEFAULT_ACCESS } from './command-site-group.ts'
import { START, TRIAL_START } from './command-start.ts'
import { SWITCH_ACCOUNT } from './command-switch-account.ts'
import { UNDO_DECISION } from './command-undo.ts'
import type { Need } from './need.ts'
import type { Operation } from './operation.ts'
import type { Outcome } from './outcome.ts'
import type { PlanState } from './plan-state.ts'

export type CommandRule<Arguments> = {
  /** It looks at rows as they are behind all operations before it, and the next one at what it wrote: applied in a batch of its own. */
  readonly alone?: true
  /** What it names itself; the rest turns up while planning. */
  need(need: Need, command: Arguments): void
  /**
   * Looks at everything first and writes then: who throws has written nothing. While something is `missing` what it finds means nothing.
   * @param by who it is on record as
   * @throws CommandRefusal
   */
  apply(state: PlanState, command: Arguments, by: string): JsonObject
}

const RULES: { readonly [Name in CommandName]: CommandRule<Commands[Name]> } = {
  reproject: REPROJECT,
  start: START,
  'trial-start': TRIAL_START,
  'disconnect-directory': DISCONNECT_DIRECTORY,
  'reproject-records': REPROJECT_RECORDS,
  'link-user': LINK_USER,
  'unlink-user': UNLINK_USER,
  'member-link-user': MEMBER_LINK_USER,
  'move-ownership': MOVE_OWNERSHIP,
  'dismiss-hold': DISMISS_HOLD,
  'approve-users': APPROVE_USERS,
  'ignore-users': IGNORE_USERS,
  'release-guard': RELEASE_GUARD,
  'reject-guard': REJECT_GUARD,
  'create-app': CREATE_APP,
  'rename-app': RENAME_APP,
  'delete-app': DELETE_APP,
  'grant-access': GRANT_ACCESS,
  'revoke-access': REVOKE_ACCESS,
  'set-default-access': SET_DEFAULT_ACCESS,
  'detach-group': DETACH_GROUP,
  'link-group': LINK_GROUP,
  'decide-conflicts': DECIDE_CONFLICTS,
  import: IMPORT,
  'switch-account': SWITCH_ACCOUNT,
  'erase-person': ERASE_PERSON,
  'create-group': CREATE_GROUP,
  'rename-group': RENAME_GROUP,
  'delete-group': DELETE_GROUP,
  'restore-group': RESTORE_GROUP,
  'undo-decision': UNDO_DECISION,
  'change-group-members': CHANGE_GROUP_MEMBERS,
}

function ruleOf(command: Command): CommandRule<Command> {
  return RULES[command.name] as CommandRule<Command>
}

export function isAlone({ command }: Operation): boolean {
  return command !== undefined && command !== null && ruleOf(command).alone === true
}

export function commandNeed(need: Need, command: Command): void {
  ruleOf(command).need(need, command)
}

export function planCommand(state: PlanState, operation: Operation, command: Command): Outcome {
  // Whoever starts a directory lets it say what it says; anything else is the administrator's own will.
  state.guarded = command.name === 'start' || command.name === 'trial-start'
  try {
    return commandDone(operation.id, ruleOf(command).apply(state, command, operation.actor))
  } catch (error) {
    if (error instanceof CommandRefusal) return commandRefused(operation.id, error)
    throw error
  }
}
