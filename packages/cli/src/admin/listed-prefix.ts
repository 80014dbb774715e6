/** A key or token as somebody names it who has its list: by its eight characters, or as it is listed. */
import { CliError } from '../cli-error.ts'

/**
 * @param mark what its kind begins with, as `sync`
 * @param list the command that shows the prefixes
 * @throws CliError which does not repeat what was put in: that may be a whole secret
 */
export function listedPrefix(listed: string, mark: string, list: string): string {
  const [start, prefix, end, ...more] = listed.split('_')
  const isListed = start === mark && prefix !== undefined && ['', '…', undefined].includes(end) && more.length === 0
  const named = isListed ? prefix : listed
  if (!/^[a-z0-9]{8}$/.test(named)) throw new CliError(`A prefix has eight characters; ${list} shows them.`)
  return named
}
