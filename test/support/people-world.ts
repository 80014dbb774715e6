/** A site with two workforce directories and one of customers, and a person of each class of accounts. */
import type { DirectoryPolicy, SitePolicy } from '@syncline/core/domain/directory-policy.ts'
import type { Audience } from '@syncline/core/domain/operation.ts'
import type { AccountClass } from '@syncline/core/domain/record.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { type MemoryRequest, MemorySite } from './memory-site.ts'
import { directoryPolicy, SITE_POLICY } from './policies.ts'

export const [FIRST, SECOND, CUSTOMERS] = [1, 2, 3] as const

export type Person = {
  readonly of: AccountClass
  readonly directory: number
  readonly audience: Audience
  readonly email: string
}

export const MANAGED: Person = { of: 'managed', directory: FIRST, audience: 'workforce', email: 'ada@example.com' }
export const EXTERNAL: Person = { of: 'external', directory: FIRST, audience: 'workforce', email: 'ada@guest.example' }
export const PORTAL: Person = {
  of: 'portal-only',
  directory: CUSTOMERS,
  audience: 'customers',
  email: 'ada@example.com',
}
export const CLASSES = [MANAGED, EXTERNAL, PORTAL] as const

/** @param own of the two workforce directories */
export function peopleSite(own: Partial<DirectoryPolicy> = {}, batchSize = 1_000): MemorySite {
  return new MemorySite({
    batchSize,
    directories: [
      directoryPolicy({ ...own, id: FIRST }),
      directoryPolicy({ ...own, id: SECOND }),
      directoryPolicy({ id: CUSTOMERS, audience: 'customers' }),
    ],
  })
}

/** From one directory. */
export function from(directoryId: number, ...requests: readonly MemoryRequest[]): MemoryRequest[] {
  return requests.map((request) => ({ ...request, directoryId }))
}

/** A user with a profile. */
export function profiled(email: string, more: JsonObject = {}): JsonObject {
  return {
    userName: 'ada',
    displayName: 'Ada',
    title: 'Engineer',
    emails: [{ value: email, type: 'work', primary: true }],
    ...more,
  }
}

/** Domains of the site from now on, with the directories that they are assigned to; whom it concerns is projected again. */
export function setDomains(site: MemorySite, domains: SitePolicy['domains']): void {
  const all = new Set([...site.site.domains.keys(), ...domains.keys()])
  site.site = { ...SITE_POLICY, domains }
  site.command({ name: 'reproject', scopes: [{ kind: 'domains', domains: [...all] }] })
}

/** A policy of a directory from now on; with what the change of the setting projects again. */
export function setPolicy(site: MemorySite, directoryId: number, own: Partial<DirectoryPolicy>): void {
  const directory = site.directories.get(directoryId)
  if (directory === undefined) throw new Error(`there is no directory ${directoryId}`)
  site.directories = new Map([...site.directories, [directoryId, { ...directory, ...own }]])
  const holds = ['external-review', 'external-ignored', 'inactive'] as const
  site.command({ name: 'reproject', scopes: [{ kind: 'holds', directoryId, holds }] })
}

/** An account that was there before any directory. @returns its id */
export function importAccount(site: MemorySite, { email, audience }: Person, more: object = {}): string {
  const accounts = [{ email, audience, displayName: 'Old', title: 'Boss', ...more }]
  site.command({ name: 'import', accounts, groups: [], members: [] })
  const found = site.rows.accounts.all.find((account) => account.email === email && account.audience === audience)
  return found?.id ?? ''
}
