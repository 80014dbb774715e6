/** Refuses text that Postgres cannot keep in jsonb: NUL and unpaired surrogates. */
import { ScimError } from './error.ts'
import type { Json } from './json.ts'

export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** Every string and every member name in the value can be stored; else 400 invalidValue. Any depth. */
export function assertStorable(value: Json): void {
  // A stack of our own: a request may nest deeper than calls can.
  const open: Json[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') assertStorableText(next)
    else if (Array.isArray(next)) for (const element of next) open.push(element)
    else if (next !== null && typeof next === 'object') {
      for (const [name, member] of Object.entries(next)) {
        assertStorableText(name)
        open.push(member)
      }
    }
  }
}

export function assertStorableText(text: string, name?: string): void {
  if (isStorableText(text)) return
  const where = name === undefined ? 'the body' : name
  throw ScimError.of('invalidValue', `${where}: contains a NUL or an unpaired surrogate, which cannot be stored`)
}
