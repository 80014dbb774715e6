/** The made-up company whose directory is synced; two populations have different ones, so they can share a site. */
import type { Faker } from '@faker-js/faker'
import { transliterate } from './transliterate.ts'

export type Organisation = {
  readonly name: string
  /** Of its own people. `.example` is reserved (RFC 2606): no mail ever reaches anyone. */
  readonly domain: string
  /** Where an identity provider puts the aliases of guests. */
  readonly tenantDomain: string
  /** Of the guests. */
  readonly partnerDomains: readonly [string, ...string[]]
}

export function createOrganisation(english: Faker): Organisation {
  const [first, second] = [english.person.lastName(), english.person.lastName()]
  const slug = `${label(first)}-${label(second)}`
  const partner = () => `${label(english.person.lastName())}-for-${slug}.example`
  return {
    name: `${first}-${second}`,
    domain: `${slug}.example`,
    tenantDomain: `${slug.replace('-', '')}.onmicrosoft.example`,
    partnerDomains: [partner(), partner(), partner(), partner()],
  }
}

/** All that its people have addresses on. */
export function organisationDomains({ domain, partnerDomains }: Organisation): string[] {
  return [domain, ...partnerDomains]
}

function label(name: string): string {
  return transliterate(name) ?? 'company'
}
