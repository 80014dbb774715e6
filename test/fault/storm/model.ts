/** What a client has been told is there: the state that directory and site must have. */
import type { JsonObject } from '@syncline/core/scim/json.ts'

export type UserModel = { readonly id: string; version: number; attributes: JsonObject }

export type GroupModel = { readonly id: string; version: number; displayName: string; readonly members: Set<string> }

export type DirectoryModel = {
  readonly users: Map<string, UserModel>
  readonly groups: Map<string, GroupModel>
  /** Accounts of users that are gone: they stay, switched off. */
  readonly former: { readonly email: string; readonly displayName: string }[]
}

export function newModel(): DirectoryModel {
  return { users: new Map(), groups: new Map(), former: [] }
}

export function emailOf(user: Pick<UserModel, 'attributes'>): string {
  const [email] = user.attributes.emails as { value: string }[]
  return email?.value ?? ''
}
