/** The compared values of a group, as the key columns hold them. */
import { fold } from './fold.ts'
import type { JsonObject } from './json.ts'

export type GroupKeys = {
  readonly displayNameKey: string
  /** Compared exactly (RFC 7643 §3.1); null when absent or empty. */
  readonly externalId: string | null
}

export function groupKeys(attributes: JsonObject): GroupKeys {
  const { displayName, externalId } = attributes
  return {
    displayNameKey: typeof displayName === 'string' ? fold(displayName) : '',
    externalId: typeof externalId === 'string' && externalId !== '' ? externalId : null,
  }
}
