/** Entity tags of resources (RFC 7644 §3.14): weak, the version counter inside. */

export function etag(version: number): string {
  return `W/"${version}"`
}

/** An entity tag or nothing, up to the next comma or the end: a list may have empty elements (RFC 9110 §5.6.1). */
const LIST_ELEMENT = /\s*(?:(?:W\/)?"([^"]*)"\s*)?(?:,|$)/iy

/**
 * What an If-Match or If-None-Match header names (RFC 9110 §13.1.1, §13.1.2): `*`, or the opaque parts of its tags, weak or
 * strong. Null for a header that is neither.
 */
export function parseEntityTags(header: string): '*' | readonly string[] | null {
  const text = header.trim()
  if (text === '*') return '*'
  const tags: string[] = []
  LIST_ELEMENT.lastIndex = 0
  while (LIST_ELEMENT.lastIndex < text.length) {
    const match = LIST_ELEMENT.exec(text)
    if (match === null) return null
    if (match[1] !== undefined) tags.push(match[1])
  }
  return tags.length === 0 ? null : tags
}

/**
 * Whether an If-Match or If-None-Match header names this version. Lists and `*` count; a malformed header names nothing.
 * Compared weakly: every example of RFC 7644 uses weak tags where RFC 9110 would refuse them.
 */
export function etagMatches(header: string, version: number): boolean {
  const tags = parseEntityTags(header)
  return tags === '*' || (tags?.includes(String(version)) ?? false)
}
