/** Outcomes of operations, as the plan makes them. */
import type { ScimError } from '../scim/error.ts'
import type { JsonObject } from '../scim/json.ts'
import { type CommandRefusal, STATUS_OF_FAULT } from './command.ts'
import type { Outcome } from './outcome.ts'

type Versioned = {
  readonly id: string
  readonly version: number
  readonly createdAt: Date
  readonly lastModified: Date
}

export function succeeded(operationId: string, status: number, row: Versioned, resource: JsonObject | null): Outcome {
  return {
    operationId,
    status,
    scimType: null,
    detail: null,
    resourceId: row.id,
    version: row.version,
    createdAt: row.createdAt,
    lastModified: row.lastModified,
    resource,
  }
}

export function deleted(operationId: string, id: string): Outcome {
  return { ...nothing(operationId, 204), resourceId: id }
}

export function failed(operationId: string, error: ScimError): Outcome {
  return { ...nothing(operationId, error.status), scimType: error.scimType, detail: error.message }
}

export function commandDone(operationId: string, result: JsonObject): Outcome {
  return { ...nothing(operationId, 200), resource: result }
}

export function commandRefused(operationId: string, { fault, message }: CommandRefusal): Outcome {
  return { ...nothing(operationId, STATUS_OF_FAULT[fault]), detail: message, resource: { fault } }
}

function nothing(operationId: string, status: number): Outcome {
  return {
    operationId,
    status,
    scimType: null,
    detail: null,
    resourceId: null,
    version: null,
    createdAt: null,
    lastModified: null,
    resource: null,
  }
}
