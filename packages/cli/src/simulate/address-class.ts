/** What an address makes of a person at a site. */
import { domainToASCII } from 'node:url'
import type { AccountClass } from '@syncline/core/domain/record.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import type { SiteConditions } from '@syncline/core/storage/read/site-conditions.ts'

export function classOf(
  { audience, domains }: Pick<SiteConditions, 'audience' | 'domains'>,
  address: string,
): AccountClass {
  if (audience === 'customers') return 'portal-only'
  return domains.has(domainOf(address)) ? 'managed' : 'external'
}

/** In ASCII and small letters. */
export function domainOf(address: string): string {
  const key = fold(address)
  return domainToASCII(key.slice(key.lastIndexOf('@') + 1))
}
