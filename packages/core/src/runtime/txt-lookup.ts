/** TXT records of the DNS (RFC 1035 §3.3.14). Guarantee: "there is none" is never said when nobody could be asked. */
import { Resolver } from 'node:dns/promises'

/** Of a name, each record in one piece; empty when the name or such a record does not exist. Rejects with DnsUnavailable. */
export type TxtLookup = (host: string) => Promise<readonly string[]>

export class DnsUnavailable extends Error {
  override readonly name = 'DnsUnavailable'
}

const ABSENT = new Set(['ENOTFOUND', 'ENODATA'])
const TIMEOUT_MS = 3_000
const TRIES = 2

/** @param servers addresses with or without a port; default: those of the machine */
export function createTxtLookup(servers?: readonly string[]): TxtLookup {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES })
  if (servers !== undefined) resolver.setServers([...servers])
  return async (host) => {
    try {
      return (await resolver.resolveTxt(host)).map((parts) => parts.join(''))
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (ABSENT.has(code)) return []
      throw new DnsUnavailable(`no answer from the DNS (${code})`, { cause: error })
    }
  }
}
