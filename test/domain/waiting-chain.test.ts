/**
 * People and groups who wait for one another, each since a batch of its own: however many they are, all follow when the first address or
 * name becomes free, before anything else happens to the site. What one batch does not get through, the next steps go on with.
 */
import type { DirectoryPolicy } from '@syncline/core/domain/directory-policy.ts'
import { describe, expect, test } from 'vitest'
import { MemorySite } from '../support/memory-site.ts'
import { imageOf } from '../support/memory-view.ts'
import { directoryPolicy } from '../support/policies.ts'
import { createGroup, createUser, deleteUser, person, renameGroup, replaceUser } from '../support/requests.ts'

const MANY = 300
const idOf = (n: number) => `0190aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`
const address = (n: number) => `person-${n}@example.com`
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)
const wants = (n: number, value: string) => replaceUser(idOf(n), 'emails', [{ value, type: 'work', primary: true }])

/** Everybody wants the address of the next one. Of the last one nothing is asked yet. */
function chain(count: number, options: { chainLinks?: number; directories?: DirectoryPolicy[] } = {}): MemorySite {
  const site = new MemorySite(options)
  site.apply(...numbers(count).map((n) => createUser(idOf(n), person(`user ${n}`, address(n)))))
  site.apply(...numbers(count - 1).map((n) => wants(n, address(n + 1))))
  return site
}

function addressesOf({ rows }: MemorySite): (string | undefined)[] {
  const accounts = new Map(rows.accounts.all.map((account) => [account.key, account.email]))
  return rows.userLinks.all.toSorted((a, b) => a.key - b.key).map(({ accountKey }) => accounts.get(accountKey))
}

const heldIn = ({ rows }: MemorySite) => rows.holds.all.length
const moved = (count: number, last: string) => [...numbers(count - 1).map((n) => address(n + 1)), last]

describe('people in a chain', () => {
  test('all follow when the last one leaves, and projecting again changes nothing', () => {
    const site = chain(MANY)
    expect(heldIn(site)).toBe(MANY - 1)
    const { outcomes } = site.apply(wants(MANY - 1, 'free@example.com'))
    site.settle()
    expect(outcomes.map(({ status }) => status)).toEqual([200])
    expect([addressesOf(site), heldIn(site)]).toEqual([moved(MANY, 'free@example.com'), 0])
    expect(site.step()).toEqual([])
  })

  test('a batch loads and projects a part of it', () => {
    const site = chain(MANY)
    const { rounds } = site.apply(wants(MANY - 1, 'free@example.com'))
    expect(Math.max(...rounds)).toBeLessThan(40)
    expect(heldIn(site)).toBeGreaterThan(200)
  })

  test('whoever comes meanwhile does not get an address that somebody in it waits for', () => {
    const site = chain(MANY)
    // One of these is free while the batch ends, for as long as nobody goes on.
    const wanted = numbers(30).map((n) => MANY - 1 - n)
    const newcomers = wanted.map((n) => createUser(idOf(MANY + n), person(`newcomer ${n}`, address(n))))
    site.apply(wants(MANY - 1, 'free@example.com'), ...newcomers)
    site.settle()
    expect(addressesOf(site)).toEqual(moved(MANY, 'free@example.com'))
    expect(site.rows.holds.all.map(({ kind, basisKey }) => `${kind} ${basisKey}`).toSorted()).toEqual(
      wanted.map((n) => `duplicate ${address(n)}`).toSorted(),
    )
  })

  test('a ring that is too long to be seen dissolves when one of them gets out of the way', () => {
    const site = chain(MANY)
    site.apply(wants(MANY - 1, address(0)))
    expect(heldIn(site)).toBe(MANY)
    site.apply(wants(150, 'elsewhere@example.com'))
    site.settle()
    const expected = numbers(MANY).map((n) => (n === 150 ? 'elsewhere@example.com' : address((n + 1) % MANY)))
    expect([addressesOf(site), heldIn(site)]).toEqual([expected, 0])
  })

  test('the changes are those of the operation that freed the first address, and it may be a deletion', () => {
    const site = chain(40, { directories: [directoryPolicy({ externalUsers: 'sync' })] })
    const before = addressesOf(site)
    site.apply(deleteUser(idOf(39)))
    site.settle()
    // The account that was left keeps its address.
    expect(addressesOf(site)).toEqual(before.slice(0, -1))
    const { changes } = site.apply(wants(38, 'free@example.com'))
    const later = site.settle()
    expect(later.length).toBeGreaterThan(0)
    expect(new Set([...changes, ...later].map(({ operationId }) => operationId)).size).toBe(1)
  })
})

describe('however much of a chain a batch takes, the site comes to the same', () => {
  const branching = (chainLinks: number) => {
    const site = chain(24, { chainLinks })
    // Several wait for one address, some of them for an account of their own.
    site.apply(
      createUser(idOf(30), person('second', address(7))),
      createUser(idOf(31), person('third', 'third@example.com')),
      createUser(idOf(32), person('fourth', address(12))),
    )
    site.apply(wants(31, address(8)))
    site.apply(wants(23, 'free@example.com'), createUser(idOf(33), person('fifth', address(3))))
    site.settle()
    return site
  }

  test.each([1, 2, 5])('%i links', (chainLinks) => {
    expect(imageOf(branching(chainLinks))).toEqual(imageOf(branching(1_000)))
  })
})

describe('groups in a chain', () => {
  const name = (n: number) => `Group ${n}`

  test('each takes the name that the next one leaves', () => {
    const site = new MemorySite()
    const other = 2
    site.directories = new Map([1, other].map((id) => [id, directoryPolicy({ id })]))
    // Names are unique within a directory: what one waits for is of the other.
    const directoryOf = (n: number) => (n % 2 === 0 ? 1 : other)
    const of = (n: number) => ({ directoryId: directoryOf(n) })
    site.apply(...numbers(MANY).map((n) => ({ ...createGroup(idOf(n), name(n), []), ...of(n) })))
    site.apply(...numbers(MANY - 1).map((n) => ({ ...renameGroup(idOf(n), name(n + 1)), ...of(n) })))
    expect(heldIn(site)).toBe(MANY - 1)
    site.apply({ ...renameGroup(idOf(MANY - 1), 'Free'), ...of(MANY - 1) })
    site.settle()
    const names = site.rows.siteGroups.all.toSorted((a, b) => a.key - b.key).map((group) => group.name)
    expect([names, heldIn(site)]).toEqual([[...numbers(MANY - 1).map((n) => name(n + 1)), 'Free'], 0])
    expect(site.step()).toEqual([])
  })
})
