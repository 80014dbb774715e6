/** The Prefer header (RFC 7240 §2): what a client would like. Nothing in it is ever an error. */

export type Preferences = {
  /** RFC 7240 §4.1. */
  readonly respondAsync: boolean
  /** RFC 7240 §4.3: seconds that the client is ready to wait; null when it did not say. */
  readonly waitSeconds: number | null
}

/** Up to a comma that is in no quoted string. One that is not closed goes to the end. */
const ELEMENT = /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g
/** A preference with its value, in front of its parameters, which ours do not have. */
const PREFERENCE = /^[ \t]*([!#$%&'*+.^_`|~0-9a-z-]+)[ \t]*(?:=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*)))?[ \t]*(?:;|$)/i
/** Seconds beyond it are more than anybody waits. */
const SECONDS = /^\d{1,9}$/

/** @param header several header lines joined by commas; of equal preferences the first one counts */
export function parsePrefer(header: string | undefined): Preferences {
  const values = new Map<string, string>()
  for (const [element] of (header ?? '').matchAll(ELEMENT)) {
    const [, name, quoted, token] = PREFERENCE.exec(element) ?? []
    if (name === undefined || values.has(name.toLowerCase())) continue
    values.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? token ?? '')
  }
  const wait = values.get('wait') ?? ''
  return { respondAsync: values.get('respond-async') === '', waitSeconds: SECONDS.test(wait) ? Number(wait) : null }
}
