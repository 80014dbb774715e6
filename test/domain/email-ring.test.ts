/** People who pass their addresses on in a ring: all move at once when the last one says so, up to sixteen of them. */
import { describe, expect, test } from 'vitest'
import { MemorySite } from '../support/memory-site.ts'
import { createUser, deleteUser, person, replaceUser } from '../support/requests.ts'

const idOf = (n: number) => `0190aaaa-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`
const address = (n: number) => `person-${n}@example.com`
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

/** Everybody wants the address of the next one, and the last one that of the first. */
function ring(count: number): MemorySite {
  const it = new MemorySite()
  it.apply(...numbers(count).map((n) => createUser(idOf(n), person(`user ${n}`, address(n)))))
  for (const n of numbers(count)) it.apply(wants(n, address((n + 1) % count)))
  return it
}
const wants = (n: number, value: string) => replaceUser(idOf(n), 'emails', [{ value, type: 'work', primary: true }])

/** The address of each one's account, and how many are held. */
function look(it: MemorySite) {
  const { users, userLinks, accounts, holds } = it.rows
  const addresses = numbers(users.all.length).map((n) => {
    const key = users.all.find(({ id }) => id === idOf(n))?.key
    const link = userLinks.all.find((each) => each.key === key)
    return accounts.all.find((account) => account.key === link?.accountKey)?.email
  })
  return { addresses, held: holds.all.filter(({ kind }) => kind === 'email-taken').length }
}

describe('a ring', () => {
  test.each([2, 3, 16])('of %i closes', (count) => {
    expect(look(ring(count))).toEqual({ addresses: numbers(count).map((n) => address((n + 1) % count)), held: 0 })
  })

  test('of seventeen is too long: everybody keeps the address and is held', () => {
    expect(look(ring(17))).toEqual({ addresses: numbers(17).map(address), held: 17 })
  })

  test('that was too long dissolves when one of them gets out of the way', () => {
    const it = ring(17)
    it.apply(wants(16, 'elsewhere@example.com'))
    const expected = [...numbers(16).map((n) => address(n + 1)), 'elsewhere@example.com']
    expect(look(it)).toEqual({ addresses: expected, held: 0 })
  })
})

describe('what is no ring', () => {
  const three = () => {
    const it = new MemorySite()
    it.apply(...numbers(3).map((n) => createUser(idOf(n), person(`user ${n}`, address(n)))))
    return it
  }

  test('the owner of the address is content with it', () => {
    const it = three()
    it.apply(wants(0, address(1)))
    expect(look(it)).toEqual({ addresses: numbers(3).map(address), held: 1 })
  })

  test('the way ends at somebody who is content', () => {
    const it = three()
    it.apply(wants(1, address(2)), wants(0, address(1)))
    expect(look(it)).toEqual({ addresses: numbers(3).map(address), held: 2 })
  })

  test('the owner of the address has none any more, and keeps it', () => {
    const it = three()
    it.apply(replaceUser(idOf(1), 'emails', []), wants(0, address(1)))
    expect(look(it)).toEqual({ addresses: numbers(3).map(address), held: 1 })
  })

  test('two who want each other’s, and a third who wants that of one of them: the third waits', () => {
    const it = three()
    it.apply(wants(2, address(0)), wants(0, address(1)), wants(1, address(0)))
    expect(look(it)).toEqual({ addresses: [address(1), address(0), address(2)], held: 1 })
    it.apply(deleteUser(idOf(1)))
    expect(look(it).held).toBe(1)
  })
})
