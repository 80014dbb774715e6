/** The text of an id as we hand it out; ids are case-exact, so another spelling is another (unknown) id. */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isResourceId(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text)
}
