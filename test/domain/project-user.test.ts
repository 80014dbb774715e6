/** From a user record to its account: linked by e-mail, created when nobody has it, held when somebody else does. */
import { expect, test } from 'vitest'
import { accountsOf, holdsOf, planHistory, statusesOf } from '../support/pure-plan.ts'
import { createUser, deleteUser, patchUser, person, putUser, replaceUser } from '../support/requests.ts'

const [A, B, C] = ['a', 'b', 'c'].map((letter) => `0190aaaa-0000-7000-8000-00000000000${letter}`) as [
  string,
  string,
  string,
]
const mail = (value: string) => [{ value, type: 'work', primary: true }]

test('a user whose e-mail nobody has gets an account that follows its record', () => {
  const planned = planHistory([
    createUser(A, { ...person('ada'), title: 'Engineer', timezone: 'Europe/Istanbul' }),
    patchUser(A, { op: 'replace', path: 'displayName', value: 'Ada L.' }, { op: 'remove', path: 'title' }),
    replaceUser(A, 'emails', mail('Lovelace@Example.com')),
  ])
  expect(accountsOf(planned)).toEqual([
    { email: 'Lovelace@Example.com', active: true, displayName: 'Ada L.', owner: A },
  ])
  expect(planned.state.accounts.written().inserted[0]).toMatchObject({
    class: 'managed',
    profile: { timezone: 'Europe/Istanbul' },
  })
  expect(holdsOf(planned)).toEqual([])
})

test('without a display name the account takes the name', () => {
  const planned = planHistory([
    createUser(A, { userName: 'ada@example.com', name: { givenName: 'Ada', familyName: 'Lovelace' } }),
    createUser(B, { userName: 'bob@example.com', name: { formatted: 'Dr. Bob' } }),
  ])
  expect(accountsOf(planned).map((account) => account.displayName)).toEqual(['Ada Lovelace', 'Dr. Bob'])
})

test('a customers directory makes portal-only accounts', () => {
  const planned = planHistory([createUser(A, person('ada'))], 'customers')
  expect(planned.state.accounts.written().inserted[0]).toMatchObject({ class: 'portal-only', audience: 'customers' })
})

test('a user without an e-mail is held until it has one', () => {
  const guest = { userName: 'ada_other.example#EXT#@tenant.example' }
  expect(holdsOf(planHistory([createUser(A, guest)]))).toEqual([{ record: A, kind: 'no-email', basisKey: null }])
  const planned = planHistory([createUser(A, guest), replaceUser(A, 'emails', mail('ada@other.example'))])
  expect(holdsOf(planned)).toEqual([])
  expect(accountsOf(planned)).toMatchObject([{ email: 'ada@other.example', owner: A }])
})

test('a second record with the same e-mail is held as a duplicate until the first one goes', () => {
  const both = [createUser(A, person('ada')), createUser(B, person('ada2', 'ADA@example.com'))]
  const held = planHistory(both)
  expect(statusesOf(held)).toEqual([201, 201])
  expect(accountsOf(held)).toMatchObject([{ owner: A }])
  expect(holdsOf(held)).toEqual([{ record: B, kind: 'duplicate', basisKey: 'ada@example.com' }])

  const released = planHistory([...both, deleteUser(A)])
  expect(accountsOf(released)).toMatchObject([{ email: 'ADA@example.com', active: true, owner: B }])
  expect(holdsOf(released)).toEqual([])
})

test('a duplicate gets an account of its own once the first record moves to another address', () => {
  const planned = planHistory([
    createUser(A, person('ada')),
    createUser(B, person('ada2', 'ada@example.com')),
    replaceUser(A, 'emails', mail('lovelace@example.com')),
  ])
  expect(accountsOf(planned)).toMatchObject([
    { email: 'lovelace@example.com', owner: A },
    { email: 'ada@example.com', owner: B },
  ])
  expect(holdsOf(planned)).toEqual([])
})

test('an e-mail that another account holds is waited for, everything else still follows', () => {
  const taken = [
    createUser(A, person('ada')),
    createUser(B, person('bob')),
    putUser(B, { ...person('bob', 'ada@example.com'), displayName: 'Bobby', active: false }),
  ]
  const planned = planHistory(taken)
  expect(statusesOf(planned)).toEqual([201, 201, 200])
  expect(accountsOf(planned)).toMatchObject([
    { email: 'ada@example.com', owner: A },
    { email: 'bob@example.com', displayName: 'Bobby', active: false, owner: B },
  ])
  expect(holdsOf(planned)).toEqual([{ record: B, kind: 'email-taken', basisKey: 'ada@example.com' }])

  const freed = planHistory([...taken, replaceUser(A, 'emails', mail('new@example.com'))])
  expect(accountsOf(freed)).toMatchObject([{ email: 'new@example.com' }, { email: 'ada@example.com', owner: B }])
  expect(holdsOf(freed)).toEqual([])
})

test('an unrelated update ends no hold', () => {
  const planned = planHistory([
    createUser(A, person('ada')),
    createUser(B, person('ada2', 'ada@example.com')),
    replaceUser(B, 'title', 'Engineer'),
    replaceUser(A, 'title', 'Engineer'),
  ])
  expect(holdsOf(planned)).toEqual([{ record: B, kind: 'duplicate', basisKey: 'ada@example.com' }])
})

test('of several who wait for an address the first one gets it', () => {
  const planned = planHistory([
    createUser(A, person('ada')),
    createUser(B, person('b', 'ada@example.com')),
    createUser(C, person('c', 'ada@example.com')),
    deleteUser(A),
  ])
  expect(accountsOf(planned)).toMatchObject([{ owner: B }])
  expect(holdsOf(planned)).toEqual([{ record: C, kind: 'duplicate', basisKey: 'ada@example.com' }])
})

test('a deleted user leaves its account switched off, and one created again with the address switches it on', () => {
  const gone = planHistory([createUser(A, person('ada')), deleteUser(A)])
  expect(accountsOf(gone)).toEqual([{ email: 'ada@example.com', active: false, displayName: 'The ada', owner: null }])
  const back = planHistory([createUser(A, person('ada')), deleteUser(A), createUser(B, person('ada'))])
  expect(accountsOf(back)).toMatchObject([{ email: 'ada@example.com', active: true, owner: B }])
})

test('active false and true switch the account off and on', () => {
  const off = planHistory([createUser(A, person('ada')), replaceUser(A, 'active', false)])
  expect(accountsOf(off)).toMatchObject([{ active: false }])
  const on = planHistory([createUser(A, { ...person('ada'), active: false }), replaceUser(A, 'active', true)])
  expect(accountsOf(on)).toMatchObject([{ active: true }])
})
