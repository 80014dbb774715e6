/**
 * The class of an account follows its address (design: Terms): managed on a verified domain of the site, external on any other,
 * portal-only among customers.
 */
import type { Audience } from './operation.ts'
import type { PlanState } from './plan-state.ts'
import type { AccountClass } from './record.ts'

/** Only these can be another spelling of a domain: whatever else an URL makes of it is none. */
const INTERNATIONAL = /^[\p{L}\p{M}\p{N}.-]+$/u
const ASCII = /^[ -~]*$/

/** @param emailKey folded */
export function classOf(state: PlanState, audience: Audience, emailKey: string): AccountClass {
  if (audience === 'customers') return 'portal-only'
  return state.context.site.domains.has(domainOf(emailKey)) ? 'managed' : 'external'
}

/** The directory that people with the domain of this address belong to; null: any. */
export function assignedTo(state: PlanState, audience: Audience, emailKey: string): number | null {
  return audience === 'customers' ? null : (state.context.site.domains.get(domainOf(emailKey)) ?? null)
}

/** In ASCII, as verified domains are kept (RFC 5891 §4.4). Empty: it has none. */
export function domainOf(emailKey: string): string {
  const at = emailKey.lastIndexOf('@')
  const domain = at === -1 ? '' : emailKey.slice(at + 1)
  if (ASCII.test(domain) || !INTERNATIONAL.test(domain)) return domain
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : domain
}
