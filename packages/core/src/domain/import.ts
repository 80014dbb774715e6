/**
 * An import: what a site has without a directory, in rows that are each created, updated, left alone or refused. A row says all
 * that is to be so, and what it leaves out stays: the same rows again change nothing.
 */
import type { JsonObject } from '../scim/json.ts'
import type { Audience } from './operation.ts'

/** Of all kinds together, members of groups included: one import is one share of the lane. */
export const MOST_IMPORTED_ROWS = 1_000

export const PROFILE_NAMES = ['title', 'organization', 'department', 'timezone', 'preferredLanguage'] as const
export type ProfileName = (typeof PROFILE_NAMES)[number]

/** null takes a text away. */
export type ImportedAccount = {
  readonly email: string
  readonly audience: Audience
  readonly displayName?: string | null
  /** Of a new account: true. Switched off by an import is switched off by an admin. */
  readonly active?: boolean
} & { readonly [Name in ProfileName]?: string | null }

export type ImportedGroup = {
  readonly name: string
  readonly audience: Audience
  /** E-mail addresses of accounts that join it. Who is in it and not named here stays. */
  readonly members?: readonly string[]
}

export type ImportedMember = {
  /** Its name. */
  readonly group: string
  readonly audience: Audience
  readonly email: string
}

export type ImportRows = {
  readonly accounts: readonly ImportedAccount[]
  readonly groups: readonly ImportedGroup[]
  readonly members: readonly ImportedMember[]
}

/** Why a row is refused, and what to do. */
export const ROW_FAULTS = {
  'not-an-address': 'It is no e-mail address: give one like jane@example.com.',
  'not-a-name': 'A group has a name of up to 1,000 characters.',
  'not-text': 'A text has more than 1,000 characters, or one that cannot be kept (NUL, half of a surrogate pair).',
  twice: 'It stands further up in the same import: leave one of them out.',
  owned: 'A directory provisions this account: edit it in the identity provider.',
  synced: 'The group is synced from a directory: change it in the identity provider.',
  'of-directory': 'A directory has this person in the group: take them out in the identity provider.',
  'no-group': 'There is no group of this name in this audience: create or import it first.',
  'no-account': 'There is no such account in this audience: import it first.',
} as const
export type RowFault = keyof typeof ROW_FAULTS

export type RowDone = 'created' | 'updated' | 'unchanged'

/** Of one row, in the order of the rows. */
export type RowResult =
  | { readonly result: RowDone; readonly id?: string }
  | { readonly result: 'refused'; readonly fault: RowFault }

export type GroupRowResult = RowResult & { readonly members?: readonly RowResult[] }

export type ImportResult = {
  readonly accounts: readonly RowResult[]
  readonly groups: readonly GroupRowResult[]
  readonly members: readonly RowResult[]
}

export function refusedRow(fault: RowFault): RowResult {
  return { result: 'refused', fault }
}

export function rowsIn({ accounts, groups, members }: ImportRows): number {
  return accounts.length + groups.reduce((sum, group) => sum + 1 + (group.members?.length ?? 0), 0) + members.length
}

/** An outcome keeps its result as JSON. */
export function importResultJson(result: ImportResult): JsonObject {
  return result as unknown as JsonObject
}
