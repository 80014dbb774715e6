/** The body of an answer. */
import { isJsonObject, type JsonObject } from '@syncline/core/scim/json.ts'

/** A body that is no JSON object (a proxy's error page) tells nothing that the status does not. */
export function parseBody(text: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(text)
    return isJsonObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}
