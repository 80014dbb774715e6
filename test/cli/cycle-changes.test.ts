/** What cycles make of the model: seeded, in proportion, and never inconsistent, whatever the sequence. */
import { CHANGE_KINDS, type ChangeKind, createChangeMaker } from '@syncline/cli/simulate/change-directory.ts'
import { DirectoryModel } from '@syncline/cli/simulate/model.ts'
import { organisationDomains } from '@syncline/cli/simulate/organisation.ts'
import { createPopulation, type PopulationOptions } from '@syncline/cli/simulate/population.ts'
import { PROFILE_NAMES, type ProfileName } from '@syncline/cli/simulate/profile.ts'
import { PROFILES } from '@syncline/cli/simulate/profiles.ts'
import { SiteModel } from '@syncline/cli/simulate/site-model.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import { matchingEmail } from '@syncline/core/scim/user-keys.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../support/test-share.ts'
import { emptySite } from './site-before.ts'

type Verified = 'all' | 'own' | 'none' | 'customers'

function company(options: PopulationOptions, profile: ProfileName = 'entra', verified: Verified = 'all') {
  const population = createPopulation(options)
  const model = new DirectoryModel(population)
  const { organisation } = population
  const domains = { all: organisationDomains(organisation), own: [organisation.domain], none: [], customers: [] }[
    verified
  ]
  const audience = verified === 'customers' ? 'customers' : 'workforce'
  const site = new SiteModel(emptySite({ audience, domains }))
  model.expectOf(site)
  return {
    model,
    site,
    maker: createChangeMaker({ model, profile: PROFILES[profile], population: { ...options, organisation } }),
  }
}

/** Everything that the directory would not accept, or that could come out one way or another. */
function inconsistencies(model: DirectoryModel, site: SiteModel): string[] {
  const users = [...model.users.values()]
  const groups = [...model.groups.values()]
  const missing = (externalId: string) => !model.users.has(externalId)
  return [
    ...repeated(users.map(({ userName }) => fold(userName))).map((name) => `two users are called ${name}`),
    ...repeated(users.flatMap(({ attributes }) => matchingEmail(attributes) ?? []).map(fold)).map(
      (a) => `two have ${a}`,
    ),
    ...repeated(groups.map(({ displayName }) => fold(displayName))).map((name) => `two groups are called ${name}`),
    ...users.filter((user) => user.attributes.userName !== user.userName).map((user) => `${user.userName} differs`),
    ...users
      .filter(({ manager }) => manager !== null && missing(manager))
      .map((user) => `no manager: ${user.userName}`),
    ...users.filter((user) => leadsItself(model, user.externalId)).map((user) => `${user.userName} leads itself`),
    ...groups.filter(({ members }) => [...members].some(missing)).map((group) => `nobody in ${group.displayName}`),
    ...[...model.leavers]
      .filter((user) => !missing(user.externalId))
      .map((user) => `${user.userName} left and is there`),
    ...siteInconsistencies(site, model),
  ]
}

function siteInconsistencies({ people }: SiteModel, { users }: DirectoryModel): string[] {
  const owned = [...people.accounts.values()].filter(({ owner }) => owner !== null)
  return [
    ...[...people.accounts].filter(([key, { email }]) => fold(email) !== key).map(([key]) => `${key} is not found`),
    ...owned.filter(({ owner }) => !users.has(owner ?? '')).map(({ email }) => `the account of ${email} is nobody's`),
    ...[...people.unowned()]
      .filter(({ active, class: kind }) => active && kind !== 'external')
      .map(({ email }) => `${email} is former and on`),
    ...[...users.values()].flatMap(({ externalId, attributes }) => {
      const [address, { account, holds }] = [matchingEmail(attributes), people.standingOf(externalId)]
      if (account === null) return holds.size > 0 ? [] : [`${address} has no account and is not held`]
      if (account.class === 'external')
        return account.owner === externalId ? [] : [`${address} does not own its account`]
      const follows = account.email === address && account.active === (attributes.active !== false)
      return follows || holds.size > 0 ? [] : [`the account of ${address} does not follow`]
    }),
  ]
}

const formerOf = ({ people }: SiteModel) => new Set([...people.unowned()].map(({ email }) => fold(email)))

function leadsItself(model: DirectoryModel, externalId: string): boolean {
  const seen = new Set<string>()
  for (let at: string | null = externalId; at !== null; at = model.users.get(at)?.manager ?? null) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at)
}

/** As the directory does with what it is sent. */
function applySent(model: DirectoryModel): void {
  model.leavers.clear()
  model.closedGroups.clear()
}

describe('the changes of a cycle', () => {
  it('leave a consistent company, whatever the seed, the size and the sequence', () => {
    const size = fc.record({ users: fc.integer({ min: 1, max: 40 }), groups: fc.integer({ min: 0, max: 6 }) })
    const cycles = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 })
    const profiles = fc.constantFrom(...PROFILE_NAMES)
    const verified = fc.constantFrom<Verified[]>('all', 'own', 'none', 'customers')
    fc.assert(
      fc.property(fc.nat(1_000), size, profiles, verified, cycles, (seed, of, profile, domains, counts) => {
        const { model, site, maker } = company({ seed, ...of }, profile, domains)
        for (const count of counts) {
          maker.change(count)
          expect(inconsistencies(model, site)).toEqual([])
          applySent(model)
        }
      }),
      { numRuns: runs(40) },
    )
  })

  it('are the same for the same seed, and others for another', () => {
    const image = (seed: number) => {
      const { model, maker } = company({ users: 50, groups: 5, seed })
      const counts = [maker.change(40), maker.change(40)]
      return { counts, users: [...model.users.values()], groups: [...model.groups.values()] }
    }
    expect(image(3)).toEqual(image(3))
    expect(image(3).counts).not.toEqual(image(4).counts)
  })

  it('are as many as asked for, of every kind, moves and memberships more often than hires, hires than deletions', () => {
    const { model, maker } = company({ users: 500, groups: 30, seed: 1 })
    const total: Partial<Record<ChangeKind, number>> = {}
    for (let cycle = 0; cycle < 10; cycle++) {
      const counts = maker.change(100)
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(100)
      for (const kind of CHANGE_KINDS) total[kind] = (total[kind] ?? 0) + (counts[kind] ?? 0)
      applySent(model)
    }
    expect(CHANGE_KINDS.filter((kind) => !total[kind])).toEqual([])
    const of = (kind: ChangeKind) => total[kind] ?? 0
    expect(of('group join')).toBeGreaterThan(of('hire'))
    expect(of('move')).toBeGreaterThan(of('hire'))
    expect(of('hire')).toBeGreaterThan(of('deletion'))
  })

  it('touch nobody twice, so that the order in which they arrive does not matter', () => {
    const { model, maker } = company({ users: 30, groups: 3, seed: 2 })
    const before = new Map([...model.users.values()].map((user) => [user.externalId, user.attributes]))
    const counts = maker.change(200)
    const changed = [...model.users.values()].filter((user) => before.get(user.externalId) !== user.attributes)
    const ofPeople = (['move', 'rename', 'address change', 'deactivation', 'reactivation', 'deletion'] as const).map(
      (kind) => counts[kind] ?? 0,
    )
    const handedOver = 2 * ((counts['address hand-over'] ?? 0) + (counts['address swap'] ?? 0))
    const created = (counts.hire ?? 0) + (counts.rehire ?? 0)
    const expected = ofPeople.reduce((sum, count) => sum + count, 0) + handedOver + created
    expect(changed.length + model.leavers.size).toBe(expected)
  })

  it('never delete anybody where the provider does not', () => {
    const { model, site, maker } = company({ users: 100, groups: 5, seed: 1 }, 'okta-put')
    for (let cycle = 0; cycle < 5; cycle++) maker.change(100)
    expect(model.leavers.size).toBe(0)
    expect([...site.people.unowned()]).toEqual([])
  })

  it('let a deleted user come back under a new id with the old account', () => {
    const { model, site, maker } = company({ users: 60, groups: 3, seed: 5 })
    const ids = new Set([...model.users.keys()])
    let back = 0
    for (let cycle = 0; cycle < 20; cycle++) {
      const former = formerOf(site)
      const { rehire = 0 } = maker.change(30)
      const returned = [...model.users.values()].filter(({ externalId, attributes }) => {
        const address = matchingEmail(attributes)
        return !ids.has(externalId) && address !== null && former.has(fold(address))
      })
      expect(returned.length).toBeLessThanOrEqual(rehire)
      const left = formerOf(site)
      expect(returned.every(({ attributes }) => !left.has(fold(matchingEmail(attributes) ?? '')))).toBe(true)
      back += returned.length
      for (const id of model.users.keys()) ids.add(id)
      applySent(model)
    }
    expect(back).toBeGreaterThan(3)
  })
})
