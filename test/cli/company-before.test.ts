/** What the site of the demo has before its directory: as much as is said, some of it of people and groups that the directory sends. */
import { createCompanyBefore, formerDomain } from '@syncline/cli/demo/company-before.ts'
import { createPopulation } from '@syncline/cli/simulate/population.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import { isAddress, matchingEmail } from '@syncline/core/scim/user-keys.ts'
import { describe, expect, it } from 'vitest'

const OPTIONS = { users: 10_000, groups: 300, seed: 1 }
const population = createPopulation(OPTIONS)
const before = createCompanyBefore(OPTIONS, population)

describe('a company before its directory', () => {
  it('has 2,000 accounts with an address each and 40 groups of them', () => {
    const keys = new Set(before.accounts.map(({ email }) => fold(email)))
    expect([keys.size, before.accounts.length, before.groups.length]).toEqual([2_000, 2_000, 40])
    expect(before.accounts.filter(({ email }) => !isAddress(email))).toEqual([])
    expect(new Set(before.groups.map(({ name }) => fold(name))).size).toBe(40)
    const members = before.groups.flatMap((group) => group.members)
    expect(members.filter((email) => !keys.has(fold(email)))).toEqual([])
    expect(members.length).toBeGreaterThan(300)
  })

  it('has about half of them in the directory, some under another address, and a few switched off', () => {
    const sent = new Map(population.people.map((person) => [fold(matchingEmail(person.attributes) ?? ''), person]))
    const same = before.accounts.filter(({ email }) => sent.has(fold(email)))
    expect(same.length).toBeGreaterThan(1_000)
    expect(same.length).toBeLessThan(1_200)
    expect(same.filter(({ active }) => active === false).length).toBeGreaterThan(2)
    const domains = [population.organisation.domain, formerDomain(population)]
    const others = before.accounts.filter((account) => !same.includes(account))
    const names = new Set(population.people.map(({ attributes }) => attributes.displayName))
    const pairs = others.filter(({ displayName }) => names.has(displayName))
    expect(pairs.filter(({ email }) => domains.includes(email.split('@')[1] ?? '')).length).toBeGreaterThan(30)
    expect(others.some(({ email }) => email.endsWith(`@${formerDomain(population)}`))).toBe(true)
  })

  it('has some groups of the names that the directory sends', () => {
    const sent = new Set(population.groups.map(({ displayName }) => fold(displayName)))
    expect(before.groups.filter(({ name }) => sent.has(fold(name))).length).toBe(12)
  })

  it('is the same again, and another for another seed', () => {
    const small = (seed: number) => {
      const options = { users: 100, groups: 15, seed }
      return createCompanyBefore(options, createPopulation(options))
    }
    expect(small(2)).toEqual(small(2))
    expect(small(2)).not.toEqual(small(3))
  })
})
