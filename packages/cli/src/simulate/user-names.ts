/** Local parts of user principal names: ASCII, unique in the population, numbered where a name is taken. */
import { transliterate } from './transliterate.ts'

export function createUserNames(
  used: Iterable<string> = [],
): (givenName: string, familyName: string, number: number) => string {
  const taken = new Set<string>(used)
  const suffixes = new Map<string, number>()
  return (givenName, familyName, number) => {
    const given = transliterate(givenName)
    const family = transliterate(familyName)
    const wanted = given === null || family === null ? `u${number}` : `${given}.${family}`
    let name = wanted
    while (taken.has(name)) {
      const suffix = (suffixes.get(wanted) ?? 1) + 1
      suffixes.set(wanted, suffix)
      name = `${wanted}${suffix}`
    }
    taken.add(name)
    return name
  }
}
