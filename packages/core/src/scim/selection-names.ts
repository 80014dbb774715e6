/** The names in `attributes` and `excludedAttributes`: comma-separated, or the array of a SearchRequest. */

/** A name and, as one sample collection of Microsoft sends it, a value filter behind it, whose text may hold commas. */
const NAME_AND_FILTER = /\s*([^\s,[]+)(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\]?(\.[^\s,]*)?)?[^,]*/g

/** A filter is dropped: `emails[type eq "work"]` selects emails. */
export function splitNames(names: string | readonly string[] | undefined): string[] {
  const texts = names === undefined ? [] : typeof names === 'string' ? [names] : names
  return texts.flatMap((text) => [...text.matchAll(NAME_AND_FILTER)].map(([, name = '', sub = '']) => `${name}${sub}`))
}
