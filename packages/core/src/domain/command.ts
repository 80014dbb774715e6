/**
 * Commands: what administrators ask of a lane, beside the requests of identity providers. They are operations of the same
 * journal, applied in their order among the commands of a site.
 */
import type { JsonObject } from '../scim/json.ts'
import type { MarkScope } from './mark.ts'

/** By name, with its arguments; each in the file of its rule. */
export type Commands = {
  /** Settings have changed: what they concern is projected again. */
  reproject: { readonly scopes: readonly MarkScope[] }
}

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
