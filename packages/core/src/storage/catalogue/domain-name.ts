/** Names of e-mail domains: shown as typed, compared in ASCII and small letters (RFC 5891 §4.4, RFC 1035 §2.3.4). */
import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import { CatalogueError } from './catalogue-error.ts'

const LONGEST_NAME = 253
const LONGEST_LABEL = 63
const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/

export type DomainName = { readonly name: string; readonly nameKey: string }

/** @param given `example.com`; a dot at its end and an `@` before it are left out. @throws CatalogueError name-invalid */
export function domainName(given: string): DomainName {
  const name = given.trim().replace(/^@/, '').replace(/\.$/, '').normalize('NFC')
  const nameKey = domainToASCII(name)
  if (!isDomain(nameKey)) {
    throw new CatalogueError('name-invalid', `"${given}" is no domain of e-mail addresses: give one like example.com.`)
  }
  return { name, nameKey }
}

/** Of at least two labels: nobody proves a top-level domain. */
function isDomain(nameKey: string): boolean {
  const labels = nameKey.split('.')
  if (labels.length < 2 || nameKey.length > LONGEST_NAME || isIP(nameKey) !== 0) return false
  return labels.every((label) => label.length <= LONGEST_LABEL && LABEL.test(label))
}
