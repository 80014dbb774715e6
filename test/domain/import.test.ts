/** Imports: each row is created, updated, left alone or refused, and the same rows again change nothing. */
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { account, group, last, member, rows } from '../support/import-rows.ts'
import { accountsOf } from '../support/pure-plan.ts'
import { createUser, deleteUser, person } from '../support/requests.ts'

const A = '0190aaaa-0000-7000-8000-00000000000a'

describe('accounts', () => {
  test('a new one has what the row says, trimmed, and is on', () => {
    const row = account(' Ada@Example.com ', { displayName: ' Ada L. ', title: 'Engineer', department: ' R&D ' })
    const { planned, result, changes } = last([asked(rows({ accounts: [row] }))])
    expect(result.accounts).toEqual([{ result: 'created', id: expect.any(String) }])
    expect(planned.state.accounts.written().inserted).toEqual([
      expect.objectContaining({
        id: result.accounts[0].id,
        audience: 'workforce',
        email: 'Ada@Example.com',
        emailKey: 'ada@example.com',
        displayName: 'Ada L.',
        profile: { title: 'Engineer', department: 'R&D' },
        active: true,
        switchedOffBy: null,
      }),
    ])
    expect([...planned.state.counters.values()]).toEqual([1, 1, 1, 1])
    expect(changes).toEqual([
      expect.objectContaining({ subjectType: 'account', kind: 'created', subjectId: result.accounts[0].id }),
    ])
  })

  test('one that is imported as off was switched off by an admin: no directory switches it on', () => {
    const { planned } = last([
      asked(rows({ accounts: [account('ada@example.com', { active: false })] })),
      createUser(A, person('ada')),
    ])
    expect(planned.state.accounts.written().inserted[0]).toMatchObject({ active: false, switchedOffBy: 'admin' })
    expect(planned.state.counters.get('0\u0000active-accounts')).toBeUndefined()
    expect(planned.state.holds.written().inserted).toMatchObject([{ kind: 'switched-off-by-admin' }])
  })

  test('of customers it is portal-only, and lives beside one of the workforce with the same address', () => {
    const both = [account('ada@example.com'), { ...account('ada@example.com'), audience: 'customers' as const }]
    const { planned, result } = last([asked(rows({ accounts: both }))])
    expect(result.accounts).toMatchObject([{ result: 'created' }, { result: 'created' }])
    expect(planned.state.accounts.written().inserted.map((each) => each.class)).toEqual(['managed', 'portal-only'])
  })

  test.each([
    ['nothing but the address', {}, 'unchanged'],
    ['the same', { displayName: 'Ada', title: 'Engineer', active: true }, 'unchanged'],
    ['the same with spaces around it', { displayName: ' Ada ', title: ' Engineer ' }, 'unchanged'],
    ['another name', { displayName: 'Ada L.' }, 'updated'],
    ['no name', { displayName: null }, 'updated'],
    ['another title', { title: 'Boss' }, 'updated'],
    ['no title', { title: null }, 'updated'],
    ['an empty title', { title: '  ' }, 'updated'],
    ['one text more', { timezone: 'Europe/Istanbul' }, 'updated'],
    ['off', { active: false }, 'updated'],
  ])('an existing one, and the row says %s', (_, more, expected) => {
    const first = asked(rows({ accounts: [account('ada@example.com', { displayName: 'Ada', title: 'Engineer' })] }))
    const second = asked(rows({ accounts: [account('ADA@example.com', more)] }))
    const { result, changes, planned } = last([first, second])
    expect(result.accounts).toMatchObject([{ result: expected }])
    expect(changes).toHaveLength(expected === 'updated' ? 1 : 0)
    expect(accountsOf(planned)).toHaveLength(1)
    expect(planned.state.accounts.written().inserted[0]?.email).toBe('ada@example.com')
    const again = last([first, second, second])
    expect(again.result.accounts).toMatchObject([{ result: 'unchanged' }])
    expect(again.changes).toEqual([])
  })

  test('what a row leaves out stays, what it empties goes', () => {
    const { planned } = last([
      asked(rows({ accounts: [account('ada@example.com', { displayName: 'Ada', title: 'A', department: 'B' })] })),
      asked(rows({ accounts: [account('ada@example.com', { title: null, organization: 'C' })] })),
    ])
    expect(planned.state.accounts.written().inserted[0]).toMatchObject({
      displayName: 'Ada',
      profile: { department: 'B', organization: 'C' },
    })
  })

  test('off and on again is what the row says', () => {
    const set = (active: boolean) => asked(rows({ accounts: [account('ada@example.com', { active })] }))
    const on = last([set(true), set(false), set(true)])
    expect(on.result.accounts).toMatchObject([{ result: 'updated' }])
    expect(on.planned.state.accounts.written().inserted[0]).toMatchObject({ active: true, switchedOffBy: null })
    expect(on.planned.state.counters.get('0\u0000active-accounts')).toBe(1)
  })

  test.each([
    ['no @', 'ada.example.com', {}, 'not-an-address'],
    ['a space in it', 'ada l@example.com', {}, 'not-an-address'],
    ['nothing', ' ', {}, 'not-an-address'],
    ['too much', `${'a'.repeat(320)}@example.com`, {}, 'not-an-address'],
    ['what cannot be kept', 'ada\u0000@example.com', {}, 'not-an-address'],
    ['half of a surrogate pair', 'ada\ud800@example.com', {}, 'not-an-address'],
    ['one more than is allowed', `${'a'.repeat(309)}@example.com`, {}, 'not-an-address'],
    ['a name that cannot be kept', 'ada@example.com', { displayName: 'a\u0000' }, 'not-text'],
    ['a title that cannot be kept', 'ada@example.com', { title: '\ud800' }, 'not-text'],
    ['a title that is too long', 'ada@example.com', { title: 'x'.repeat(1_001) }, 'not-text'],
  ])('%s is refused, and nothing is changed', (_, email, more, fault) => {
    const { result, changes, planned } = last([asked(rows({ accounts: [account(email, more)] }))])
    expect(result.accounts).toEqual([{ result: 'refused', fault }])
    expect(changes).toEqual([])
    expect(planned.state.accounts.written().inserted).toEqual([])
  })

  test('the longest that is allowed is', () => {
    const [email, title] = [`${'a'.repeat(308)}@example.com`, 'x'.repeat(1_000)]
    expect(email).toHaveLength(320)
    const { result } = last([asked(rows({ accounts: [account(email, { title })] }))])
    expect(result.accounts).toMatchObject([{ result: 'created' }])
  })

  test('the same address twice: the first row counts', () => {
    const twice = [account('ada@example.com', { title: 'A' }), account('ADA@example.com', { title: 'B' })]
    const { result, planned } = last([asked(rows({ accounts: twice }))])
    expect(result.accounts).toMatchObject([{ result: 'created' }, { result: 'refused', fault: 'twice' }])
    expect(planned.state.accounts.written().inserted).toMatchObject([{ profile: { title: 'A' } }])
  })

  test('one that a directory owns is edited only there; the same again is no edit', () => {
    const user = createUser(A, { ...person('ada'), title: 'Engineer' })
    const owned = (more: object) => last([user, asked(rows({ accounts: [account('ada@example.com', more)] }))])
    expect(owned({ title: 'Engineer', active: true }).result.accounts).toMatchObject([{ result: 'unchanged' }])
    for (const more of [{ title: 'Boss' }, { displayName: 'X' }, { active: false }]) {
      const { result, changes } = owned(more)
      expect(result.accounts).toEqual([{ result: 'refused', fault: 'owned' }])
      expect(changes).toEqual([])
    }
  })
})

describe('what a directory brought is said again by a row, as an export says it', () => {
  const name = `  ${'x'.repeat(1_200)} `
  const user = (active: boolean) => createUser(A, { ...person('ada'), displayName: name, title: ' Engineer ', active })

  test.each([
    ['on', true],
    ['off', false],
  ])('one that is %s stays so, with blanks and longer texts than an import may bring', (_, active) => {
    const row = account('ada@example.com', { active, displayName: name.trim(), title: 'Engineer' })
    const { result, changes, planned } = last([user(active), asked(rows({ accounts: [row] }))])
    expect(result.accounts).toMatchObject([{ result: 'unchanged' }])
    expect(changes).toEqual([])
    expect(planned.state.accounts.written().inserted).toMatchObject([
      { displayName: name, profile: { title: ' Engineer ' }, switchedOffBy: active ? null : 'directory' },
    ])
  })

  test('off by a directory that is gone is no decision of an administrator', () => {
    const off = asked(rows({ accounts: [account('ada@example.com', { active: false })] }))
    const { result, planned } = last([user(true), deleteUser(A), off])
    expect(result.accounts).toMatchObject([{ result: 'unchanged' }])
    expect(planned.state.accounts.written().inserted).toMatchObject([{ active: false, switchedOffBy: 'directory' }])
  })
})

describe('one outside of the verified domains that a directory owns', () => {
  const GUEST = 'ada@guest.example'
  const user = createUser(A, { ...person('ada', GUEST), title: 'Engineer' })

  test('has the profile that the site gives it, whatever its directory says', () => {
    const row = account(GUEST, { title: 'Boss', displayName: 'Countess' })
    const { result, changes, planned } = last([user, asked(rows({ accounts: [row] }))])
    expect(result.accounts).toMatchObject([{ result: 'updated' }])
    expect(changes).toMatchObject([{ subjectType: 'account', kind: 'updated' }])
    expect(planned.state.accounts.written().inserted).toMatchObject([
      { class: 'external', displayName: 'Countess', profile: { title: 'Boss' }, active: true },
    ])
  })

  test('is switched off by hand, and its directory does not switch it on', () => {
    const off = asked(rows({ accounts: [account(GUEST, { active: false })] }))
    const { result, planned } = last([user, off])
    expect(result.accounts).toMatchObject([{ result: 'updated' }])
    expect(planned.state.accounts.written().inserted).toMatchObject([{ active: false, switchedOffBy: 'admin' }])
    expect(planned.state.holds.written().inserted).toMatchObject([{ kind: 'switched-off-by-admin' }])
  })
})

test('text and switch in one row are both done, and the text is in the change', () => {
  const first = asked(rows({ accounts: [account('ada@example.com', { title: 'Engineer' })] }))
  const second = asked(rows({ accounts: [account('ada@example.com', { title: 'Boss', active: false })] }))
  const { planned, result } = last([first, second])
  expect(result.accounts).toMatchObject([{ result: 'updated' }])
  expect(planned.state.accounts.written().inserted).toMatchObject([
    { profile: { title: 'Boss' }, active: false, switchedOffBy: 'admin' },
  ])
  expect(planned.state.counters.get('0\u0000active-accounts')).toBe(0)
})

describe('size', () => {
  const many = (count: number, at = 0) =>
    Array.from({ length: count }, (_, n) => account(`person-${at + n}@example.com`))

  test('1,000 rows are one import, all kinds and members of groups together', () => {
    const emails = Array.from({ length: 499 }, (_, n) => `person-${n}@example.com`)
    const exact = {
      accounts: many(499),
      groups: [group('Staff', emails)],
      members: [member('Staff', 'person-0@example.com')],
    }
    expect(last([asked(rows(exact))]).outcome).toMatchObject({ status: 200 })
    for (const more of [
      { ...exact, accounts: many(500) },
      { ...exact, members: [...exact.members, ...exact.members] },
      { ...exact, groups: [...exact.groups, group('Other')] },
    ]) {
      const { outcome, planned } = last([asked(rows(more))])
      expect(outcome).toMatchObject({ status: 400, resource: { fault: 'invalid' } })
      expect(outcome?.detail).toContain('at most 1000 rows')
      expect(planned.changes).toEqual([])
    }
  })

  test('nothing at all is an import too', () => {
    const { result, changes } = last([asked(rows({}))])
    expect(result).toEqual({ accounts: [], groups: [], members: [] })
    expect(changes).toEqual([])
  })
})
