/** An admin's switch: off stays off whatever directories say, and on ends that. */
import type { Command } from '@syncline/core/domain/command.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { accountsOf, holdsOf, planHistory } from '../support/pure-plan.ts'
import { createUser, deleteUser, person, replaceUser } from '../support/requests.ts'

const A = '0190aaaa-0000-7000-8000-00000000000a'
/** Of the first account or group that a history makes. */
const ACCOUNT = '0190dddd-0000-7000-8000-000000000000'
const UNKNOWN = '0190ffff-0000-7000-8000-00000000000f'

const set = (active: boolean, accountId = ACCOUNT) => asked({ name: 'switch-account', accountId, active })
const imported = (more: object = {}) =>
  asked({
    name: 'import',
    accounts: [{ email: 'ada@example.com', audience: 'workforce', ...more }],
    groups: [],
    members: [],
  } satisfies Command)

const user = createUser(A, person('ada'))
const inactive = replaceUser(A, 'active', false)
const active = replaceUser(A, 'active', true)

function last(requests: Parameters<typeof planHistory>[0]) {
  const planned = planHistory(requests)
  const outcome = planned.outcomes.at(-1)
  const changes = planned.changes.filter((change) => change.operationId === outcome?.operationId)
  const account = planned.state.accounts.written().inserted[0]
  return { planned, outcome, changes, account, holds: holdsOf(planned).map(({ kind }) => kind) }
}

describe('without a directory', () => {
  test('off and on', () => {
    const off = last([imported(), set(false)])
    expect(off.outcome?.resource).toEqual({ account: ACCOUNT, active: false, switchedOffBy: 'admin' })
    expect(off.changes).toMatchObject([
      { subjectType: 'account', kind: 'updated', before: { active: true }, after: { active: false } },
    ])
    expect(off.planned.state.counters.get('0\u0000active-accounts')).toBe(0)
    const on = last([imported(), set(false), set(true)])
    expect(on.outcome?.resource).toEqual({ account: ACCOUNT, active: true, switchedOffBy: null })
    expect(on.planned.state.counters.get('0\u0000active-accounts')).toBe(1)
  })

  test.each([true, false])('the same again (%s) changes nothing', (to) => {
    const { changes, outcome } = last([imported(), set(false), set(to), set(to)])
    expect(outcome?.resource).toMatchObject({ active: to })
    expect(changes).toEqual([])
  })

  test('what a directory left off when its record was deleted is switched on', () => {
    const { account } = last([user, deleteUser(A), set(true)])
    expect(account).toMatchObject({ active: true, switchedOffBy: null })
  })

  test('what a directory left off becomes an off of the admin: who comes back does not switch it on', () => {
    const { account, holds } = last([user, deleteUser(A), set(false), createUser(UNKNOWN, person('ada'))])
    expect(account).toMatchObject({ active: false, switchedOffBy: 'admin' })
    expect(holds).toEqual(['switched-off-by-admin'])
  })

  test.each(['no uuid', UNKNOWN])('an account that is not there (%s) is not found', (accountId) => {
    const { outcome, changes } = last([imported(), set(false, accountId)])
    expect(outcome).toMatchObject({
      status: 404,
      resource: { fault: 'not-found' },
      detail: expect.stringMatching(/\w/),
    })
    expect(changes).toEqual([])
  })
})

describe('with a directory that owns it', () => {
  test('off is held against the active record, which goes on saying active', () => {
    const { account, holds } = last([user, set(false), active])
    expect(account).toMatchObject({ active: false, switchedOffBy: 'admin' })
    expect(holds).toEqual(['switched-off-by-admin'])
  })

  test('on again ends the hold', () => {
    const { planned, holds } = last([user, set(false), set(true)])
    expect(accountsOf(planned)).toMatchObject([{ active: true, owner: A }])
    expect(holds).toEqual([])
    expect(planned.state.counters.get('1\u0000hold:switched-off-by-admin')).toBe(0)
  })

  test('on, while the directory says inactive: it is off by the directory then, and on when that says so', () => {
    const follows = [user, set(false), inactive, set(true)]
    const { account, outcome, holds } = last(follows)
    expect(outcome?.resource).toEqual({ account: ACCOUNT, active: false, switchedOffBy: 'directory' })
    expect(account).toMatchObject({ active: false, switchedOffBy: 'directory' })
    expect(holds).toEqual([])
    expect(last([...follows, active]).account).toMatchObject({ active: true, switchedOffBy: null })
  })

  test('on is refused while the directory is what switched it off, with what to do', () => {
    const { outcome, account, changes } = last([user, inactive, set(true)])
    expect(outcome).toMatchObject({ status: 409, resource: { fault: 'refused' } })
    expect(outcome?.detail).toContain('identity provider')
    expect(account).toMatchObject({ active: false, switchedOffBy: 'directory' })
    expect(changes).toEqual([])
  })

  test('off, while the directory says inactive: it stays off when that says active', () => {
    const { account, holds } = last([user, inactive, set(false), active])
    expect(account).toMatchObject({ active: false, switchedOffBy: 'admin' })
    expect(holds).toEqual(['switched-off-by-admin'])
  })

  test('an unrelated update leaves it off', () => {
    const { account, holds } = last([user, set(false), replaceUser(A, 'title', 'Engineer')])
    expect(account).toMatchObject({ active: false, switchedOffBy: 'admin', profile: { title: 'Engineer' } })
    expect(holds).toEqual(['switched-off-by-admin'])
  })
})
