/**
 * An operation: what an identity provider (or an admin) asked for, as the journal keeps it.
 * Everything here was decided without looking at any state; the plan decides the rest.
 */
import type { ScimType } from '../scim/error.ts'
import type { JsonObject } from '../scim/json.ts'
import type { MemberStep, PatchOperation } from '../scim/patch-operation.ts'
import type { Command } from './command.ts'

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

/** A refusal that was decided at accept, for an operation that has its place in an order all the same. */
export type DecidedRefusal = {
  readonly status: number
  readonly scimType: ScimType | null
  readonly detail: string
}

/** The place of an operation in a Bulk request (RFC 7644 §3.7). `seq` follows the order of application. */
export type BulkPlace = {
  /** The request: its row in `bulk`. */
  readonly id: string
  /** Zero-based, as in the request. */
  readonly index: number
  /** Ids of the operations that it refers to. They have lower places, but for those of its cycle. */
  readonly dependsOn: readonly string[]
  /** Operations that refer to each other in a circle: applied together. `first` is the lowest index among them. */
  readonly cycle: { readonly first: number; readonly size: number } | null
  /** Not null: the rest of the operation means nothing. */
  readonly refusal: DecidedRefusal | null
}

/** A claimed operation. `seq` orders the operations of one directory, and the commands of a site (directoryId 0). */
export type Operation = OperationRequest & {
  readonly seq: number
  readonly bulk?: BulkPlace | null
  /** Not null: a command of an administrator, and what is said of a request means nothing. */
  readonly command?: Command | null
}
