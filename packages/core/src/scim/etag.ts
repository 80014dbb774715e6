/** Entity tags of resources (RFC 7644 §3.14): weak, the version counter inside. */

export function etag(version: number): string {
  return `W/"${version}"`
}

const ENTITY_TAG = /(?:W\/)?"([^"]*)"/gi

/**
 * Whether an If-Match or If-None-Match header names this version. Lists and `*` count; a malformed header names nothing.
 * Compared weakly: every example of RFC 7644 uses weak tags where RFC 7232 would refuse them.
 */
export function etagMatches(header: string, version: number): boolean {
  if (header.trim() === '*') return true
  const opaque = String(version)
  for (const match of header.matchAll(ENTITY_TAG)) if (match[1] === opaque) return true
  return false
}
