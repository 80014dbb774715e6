import { createPopulation } from '@syncline/cli/simulate/population.ts'
import { ENTERPRISE_USER } from '@syncline/cli/simulate/schemas.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import { isJsonObject } from '@syncline/core/scim/json.ts'
import { matchingEmail } from '@syncline/core/scim/user-keys.ts'
import { describe, expect, it } from 'vitest'

const USERS = 10_000
const population = createPopulation({ users: USERS, groups: 300, seed: 7 })
const { people, groups, organisation } = population

describe('a population', () => {
  it('is the same for the same options, down to every id', () => {
    expect(createPopulation({ users: USERS, groups: 300, seed: 7 })).toEqual(population)
  })

  it('is another one for another seed or size', () => {
    const others = [
      createPopulation({ users: 50, groups: 5, seed: 8 }),
      createPopulation({ users: 51, groups: 5, seed: 7 }),
    ]
    const small = createPopulation({ users: 50, groups: 5, seed: 7 })
    for (const other of others) {
      expect(other.organisation.domain).not.toBe(small.organisation.domain)
      expect(other.people[0]?.externalId).not.toBe(small.people[0]?.externalId)
    }
  })

  it('has the size that was asked for', () => {
    expect(people).toHaveLength(USERS)
    expect(groups).toHaveLength(300)
    const tiny = createPopulation({ users: 1, groups: 0, seed: 1 })
    expect([tiny.people.length, tiny.groups.length]).toEqual([1, 0])
  })

  it('gives everybody a userName of plain letters that nobody else has after folding', () => {
    expect(new Set(people.map(({ userName }) => fold(userName))).size).toBe(USERS)
    expect(people.filter(({ userName }) => !/^[\x21-\x7e]+$/.test(userName))).toEqual([])
  })

  it('gives nobody the matching e-mail of somebody else', () => {
    const emails = people.flatMap(({ attributes }) => matchingEmail(attributes) ?? [])
    expect(new Set(emails.map(fold)).size).toBe(emails.length)
    expect(emails.length).toBeGreaterThan(USERS * 0.99)
    expect(emails.length).toBeLessThan(USERS)
  })

  it('sends mail to nobody real: every address is below .example', () => {
    const values = people.flatMap(({ attributes, userName }) => [
      userName,
      ...(Array.isArray(attributes.emails)
        ? attributes.emails.map((email) => String(isJsonObject(email) && email.value))
        : []),
    ])
    expect(values.filter((value) => !value.endsWith('.example'))).toEqual([])
  })

  it('has between a fifth and two fifths of names in other scripts than Latin, of at least eight scripts', () => {
    const foreign = people.filter(({ attributes }) =>
      /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(String(attributes.displayName)),
    )
    expect(foreign.length / USERS).toBeGreaterThan(0.2)
    expect(foreign.length / USERS).toBeLessThan(0.4)
    const scripts = ['Han', 'Hiragana', 'Hangul', 'Arabic', 'Hebrew', 'Cyrillic', 'Greek', 'Thai']
    const names = foreign.map(({ attributes }) => attributes.displayName).join(' ')
    expect(scripts.filter((script) => !new RegExp(`\\p{Script=${script}}`, 'u').test(names))).toEqual([])
  })

  it('has Turkish and German letters, whose folding is not that of English', () => {
    const names = people.map(({ attributes }) => attributes.displayName).join(' ')
    expect(names).toMatch(/[ıİşğ]/)
    expect(names).toMatch(/[ßäöü]/)
  })

  it('has a few percent of guests under their alias, matched by their real address', () => {
    const guests = people.filter(({ userName }) => userName.includes('#EXT#@'))
    expect(guests.length / USERS).toBeGreaterThan(0.02)
    expect(guests.length / USERS).toBeLessThan(0.04)
    for (const { attributes, manager, userName } of guests) {
      expect(userName).toMatch(new RegExp(`_.+#EXT#@${organisation.tenantDomain}$`))
      expect(matchingEmail(attributes) ?? '').not.toContain(organisation.tenantDomain)
      expect(manager).toBeNull()
    }
  })

  it('has a few percent of people who are switched off', () => {
    const off = people.filter(({ attributes }) => attributes.active === false)
    expect(off.length / USERS).toBeGreaterThan(0.02)
    expect(off.length / USERS).toBeLessThan(0.04)
  })

  it('has one leader, and everybody else of the company reports to somebody, eight to a manager', () => {
    const employees = people.filter(({ attributes }) => ENTERPRISE_USER in attributes)
    expect(employees.filter(({ manager }) => manager === null)).toHaveLength(1)
    const reports = Map.groupBy(
      employees.filter(({ manager }) => manager !== null),
      ({ manager }) => manager,
    )
    expect(Math.max(...[...reports.values()].map((team) => team.length))).toBe(8)
    const ids = new Set(employees.map(({ externalId }) => externalId))
    expect([...reports.keys()].filter((manager) => manager === null || !ids.has(manager))).toEqual([])
  })

  it('has group sizes with a long tail: a few with thousands, most with a few dozen, one empty', () => {
    const sizes = groups.map(({ members }) => members.length).sort((a, b) => b - a)
    expect(sizes.filter((size) => size >= 1_000).length).toBeGreaterThanOrEqual(3)
    expect(sizes.filter((size) => size >= 1_000).length).toBeLessThan(10)
    expect(sizes[0]).toBe(6_000)
    expect(sizes[150] ?? 0).toBeLessThan(50)
    expect(sizes.at(-1)).toBe(0)
  })

  it('scales the largest group with the number of people', () => {
    const small = createPopulation({ users: 200, groups: 20, seed: 1 })
    expect(small.groups[0]?.members).toHaveLength(120)
  })

  it('names no member twice in a group and none that is not there', () => {
    const ids = new Set(people.map(({ externalId }) => externalId))
    for (const { members } of groups) {
      expect(new Set(members).size).toBe(members.length)
      expect(members.every((member) => ids.has(member))).toBe(true)
    }
  })

  it('has group names that differ after folding, some of them not ASCII', () => {
    expect(new Set(groups.map(({ displayName }) => fold(displayName))).size).toBe(groups.length)
    const notAscii = groups.filter(({ displayName }) => /[^ -~]/.test(displayName))
    expect(notAscii.length).toBeGreaterThan(20)
  })
})
