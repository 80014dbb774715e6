/**
 * An operation: what an identity provider (or an admin) asked for, as the journal keeps it.
 * Everything here was decided without looking at any state; the plan decides the rest.
 */
import type { JsonObject } from '../scim/json.ts'
import type { MemberStep, PatchOperation } from '../scim/patch-operation.ts'

export type ResourceType = 'User' | 'Group'
export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** RFC reading, or (default) with the tolerances that real identity providers need. */
export type Mode = 'lenient' | 'strict'
export type Audience = 'workforce' | 'customers'

/** POST and PUT: the validated resource without id, meta, schemas, readOnly and never-returned attributes. */
export type ResourceBody = {
  readonly kind: 'resource'
  readonly attributes: JsonObject
  /** Groups only: ids of the members; absent when the request had no `members` at all. */
  readonly members?: readonly string[]
}

/** PATCH: attribute operations in their order, and (groups) what happens to the membership, in its order. */
export type PatchBody = {
  readonly kind: 'patch'
  readonly operations: readonly PatchOperation[]
  readonly memberSteps: readonly MemberStep[]
}

export type OperationBody = ResourceBody | PatchBody | null

/** What is asked, before the journal gives it its place. */
export type OperationRequest = {
  /** uuidv7 made at accept. */
  readonly id: string
  readonly siteId: number
  readonly directoryId: number
  readonly credentialId: number | null
  readonly actor: string
  readonly method: Method
  readonly resourceType: ResourceType
  /** The resource aimed at; for POST the id that the new resource will get (uuidv7). */
  readonly resourceId: string
  /** The raw If-Match header, null when absent (RFC 7644 §3.14). */
  readonly ifMatch: string | null
  readonly body: OperationBody
  /** An attribute that is never returned was sent and removed. */
  readonly secretSent: boolean
}

/** A claimed operation. `seq` orders the operations of one directory. */
export type Operation = OperationRequest & { readonly seq: number }
