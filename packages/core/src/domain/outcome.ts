/** What came of an operation. Committed together with the rows it changed; the request is answered from it. */

import type { ScimType } from '../scim/error.ts'
import type { JsonObject } from '../scim/json.ts'

export type Outcome = {
  readonly operationId: string
  /** HTTP status of the answer: 200, 201, 204, 4xx, or 500 for a dead letter. */
  readonly status: number
  readonly scimType: ScimType | null
  /** Public text of an error; names attributes, never values. */
  readonly detail: string | null
  readonly resourceId: string | null
  /** meta.version as a counter; the ETag is W/"<version>". */
  readonly version: number | null
  readonly createdAt: Date | null
  readonly lastModified: Date | null
  /** The attributes after PUT or PATCH, and of a new user with a manager; null where the answer follows from the request or is empty. */
  readonly resource: JsonObject | null
}

/** An outcome with its place in the site's history. */
export type AppliedOutcome = Outcome & { readonly siteId: number; readonly appliedSeq: number }
