const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The text form that ids have here: lower case, since ids are case-exact (RFC 7643 §3.1). */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
