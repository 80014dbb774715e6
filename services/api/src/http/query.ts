/** Query parameters: the first of each name, `+` and `%20` both a space. Unknown ones are nobody's business. */

export type Query = (name: string) => string | undefined

export function queryOf(url: string): Query {
  const at = url.indexOf('?')
  if (at === -1) return () => undefined
  // Decodes `+`, and never throws on a stray `%`.
  const parameters = new URLSearchParams(url.slice(at + 1))
  return (name) => parameters.get(name) ?? undefined
}
