/** Whether a record reaches the site: by the phase of its directory, a pause, and whether it has left the review. */
import type { DirectoryPolicy } from '@syncline/core/domain/directory-policy.ts'
import { type Gate, gateOf, isInReview, isPaused, passes } from '@syncline/core/domain/gate.ts'
import { PlanState } from '@syncline/core/domain/plan-state.ts'
import type { Key, UserLink } from '@syncline/core/domain/record.ts'
import { describe, expect, test } from 'vitest'
import { accountRow, groupRow, userRow } from '../support/loaded-rows.ts'
import { directoryPolicy, SITE_POLICY } from '../support/policies.ts'
import { NOW } from '../support/pure-plan.ts'
import { NOBODY } from '../support/record-ids.ts'

const USER = userRow()
const GROUP = groupRow()
const ACCOUNT: Key = 3

type Left = 'never' | 'linked' | 'held' | 'begun'

/** Of a directory with this policy, or of one that the site does not have. */
function stateOf(policy: Partial<DirectoryPolicy> | null): PlanState {
  const directories = new Map(policy === null ? [] : [[1, directoryPolicy(policy)]])
  const context = { now: NOW, nextKey: 10, site: SITE_POLICY, directories, guarding: false, newId: () => NOBODY }
  return new PlanState(context, [])
}

/** How it has left the review. */
function leave(state: PlanState, key: Key, left: Left): void {
  if (left === 'begun') state.begun.add(key)
  if (left === 'held') state.holds.put({ recordKey: key, kind: 'no-email', basisKey: null, since: NOW, by: 'lane' })
  if (left !== 'linked') return
  if (key === USER.key) state.userLinks.put({ key, accountKey: ACCOUNT } as UserLink)
  else state.groupLinks.put({ key, siteGroupKey: 4 } as never)
}

const REVIEWING = { phase: 'reviewing' } as const
const STARTING = { phase: 'starting' } as const
const SYNCING = { phase: 'syncing' } as const

describe.each([
  ['user', USER],
  ['group', GROUP],
] as const)('a %s', (_, record) => {
  const { key } = record
  test.each<[Partial<DirectoryPolicy> | null, Left, Gate, boolean]>([
    [REVIEWING, 'never', 'reviewing', true],
    [REVIEWING, 'linked', 'open', false],
    [REVIEWING, 'held', 'open', false],
    [REVIEWING, 'begun', 'open', false],
    [{ ...STARTING, walkedTo: key - 1 }, 'never', 'reviewing', true],
    [{ ...STARTING, walkedTo: key }, 'never', 'open', false],
    [{ ...STARTING, walkedTo: key + 1 }, 'never', 'open', false],
    [{ ...STARTING, walkedTo: 0 }, 'linked', 'open', false],
    [{ ...REVIEWING, walkedTo: key }, 'never', 'reviewing', true],
    [SYNCING, 'never', 'open', false],
    [{ ...REVIEWING, paused: 'hold' }, 'never', 'reviewing', true],
    [{ ...REVIEWING, paused: 'hold' }, 'linked', 'waiting', false],
    [{ ...STARTING, paused: 'hold' }, 'never', 'reviewing', true],
    [{ ...SYNCING, paused: 'hold' }, 'never', 'waiting', false],
    [{ ...SYNCING, paused: 'refuse' }, 'never', 'open', false],
    [{ phase: 'disconnected' }, 'never', 'reviewing', false],
    [{ phase: 'disconnected' }, 'linked', 'reviewing', false],
    [{ phase: 'disconnected', paused: 'hold' }, 'linked', 'reviewing', false],
    [null, 'never', 'reviewing', false],
    [null, 'linked', 'reviewing', false],
  ])('of %j that is %s: %s', (policy, left, gate, inReview) => {
    const state = stateOf(policy)
    leave(state, key, left)
    expect([gateOf(state, record), isInReview(state, record)]).toEqual([gate, inReview])
    expect(passes(state, record)).toBe(gate === 'open')
    expect([...state.waiting.keys()]).toEqual(gate === 'waiting' ? [key] : [])
    expect(isPaused(state, 1)).toBe(policy?.paused === 'hold')
  })
})

test.each([
  ['who is on', { active: true }, 'linked', { active: true }, false],
  ['who is switched off', { active: false }, 'linked', { active: true }, true],
  ['who is switched off, and the account is off already', { active: false }, 'linked', { active: false }, false],
  ['who is switched off and has no account', { active: false }, 'never', { active: true }, false],
] as const)('%s waits for the end of a pause; somebody keeps access by that: %o', (_, own, left, account, loss) => {
  const state = stateOf({ ...SYNCING, paused: 'hold' })
  leave(state, USER.key, left)
  state.accounts.load(accountRow(account))
  expect(passes(state, userRow(own))).toBe(false)
  expect(state.waiting.get(USER.key)).toMatchObject({ key: USER.key, directoryId: 1, loss, gone: null })
})

test('a group loses nobody their access by waiting itself', () => {
  const state = stateOf({ ...SYNCING, paused: 'hold' })
  expect(passes(state, GROUP)).toBe(false)
  expect(state.waiting.get(GROUP.key)?.loss).toBe(false)
})
