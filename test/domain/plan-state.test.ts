/** The part of a site that a batch works on: members as they are named, and what belongs to the batch itself. */
import type { Loaded } from '@syncline/core/domain/loaded.ts'
import { scoped } from '@syncline/core/domain/lookup.ts'
import { isEmptyNeed } from '@syncline/core/domain/need.ts'
import { PlanState } from '@syncline/core/domain/plan-state.ts'
import { describe, expect, test } from 'vitest'
import { groupRow, loadedRows, userRow } from '../support/loaded-rows.ts'
import { directoryPolicy, SITE_POLICY } from '../support/policies.ts'
import { NOW } from '../support/pure-plan.ts'
import { A, B, G, NOBODY } from '../support/record-ids.ts'

const FIRST_NEW = 10
const [user, group] = [userRow(), groupRow()]
const member = { key: user.key, directoryId: 1, id: A, nested: false }

function stateOf(...loads: readonly Loaded[]): PlanState {
  const directories = new Map([[1, directoryPolicy()]])
  return new PlanState(
    { now: NOW, nextKey: FIRST_NEW, site: SITE_POLICY, directories, guarding: false, newId: () => NOBODY },
    loads,
  )
}

describe('a member', () => {
  test('by key is missing until its record or its name has come', () => {
    const state = stateOf()
    expect(state.memberByKey(user.key)).toBeUndefined()
    expect([...state.missing.memberKeys]).toEqual([user.key])
    expect(stateOf(loadedRows({}, { users: [user] })).memberByKey(user.key)).toEqual(member)
    expect(stateOf(loadedRows({}, { members: [member] })).memberByKey(user.key)).toEqual(member)
  })

  test('that is a group is known as one from its record', () => {
    const state = stateOf(loadedRows({}, { groups: [group] }))
    expect(state.memberByKey(group.key)).toEqual({ key: group.key, directoryId: 1, id: G, nested: true })
  })

  test('that was deleted is nobody, and not missing', () => {
    const state = stateOf(loadedRows({}, { members: [member] }))
    state.forgetMember(user)
    expect(state.memberById(1, A)).toBeUndefined()
    expect(isEmptyNeed(state.missing)).toBe(true)
  })

  test('of another directory is nobody, as are its record and a text that is no id', () => {
    const state = stateOf(loadedRows({}, { users: [user], groups: [group] }))
    expect([state.memberById(2, A), state.userById(2, A), state.groupById(2, G)]).toEqual(Array(3).fill(undefined))
    expect([state.memberById(1, 'ada'), state.accountById('ada'), state.siteGroupById('x')]).toEqual(
      Array(3).fill(undefined),
    )
    expect(isEmptyNeed(state.missing)).toBe(true)
  })
})

describe('whether somebody is in a group', () => {
  const asked = { groupIds: new Set([G]), memberIds: new Set([A, B]), memberPairs: new Map([[G, new Set([A, B])]]) }
  const other = { ...member, key: 6, id: B }

  test('is known of the pairs that were asked for, there or not', () => {
    const pair = { groupKey: group.key, memberKey: user.key, nested: false }
    const state = stateOf(loadedRows(asked, { groups: [group], members: [member, other], pairs: [pair] }))
    expect([state.members.has(group.key, user.key), state.members.has(group.key, other.key)]).toEqual([true, false])
    expect(isEmptyNeed(state.missing)).toBe(true)
  })

  test('is known where group or member are not there', () => {
    const state = stateOf(loadedRows(asked, { members: [member] }), loadedRows(asked, { groups: [group] }))
    expect(state.members.has(group.key, user.key)).toBe(false)
    expect(isEmptyNeed(stateOf(loadedRows(asked)).missing)).toBe(true)
  })
})

describe('what belongs to the batch', () => {
  test('is not asked of the database: users, groups of the site and their members', () => {
    const state = stateOf()
    expect([state.userByKey(FIRST_NEW), state.hasLocalMembers(FIRST_NEW)]).toEqual([undefined, false])
    expect(isEmptyNeed(state.missing)).toBe(true)
    state.hasLocalMembers(FIRST_NEW - 1)
    expect([...state.missing.localMembersOf]).toEqual([FIRST_NEW - 1])
  })

  test('gets keys that nobody has, in their order', () => {
    const state = stateOf()
    expect([state.newKey(), state.newKey(), state.nextKey]).toEqual([FIRST_NEW, FIRST_NEW + 1, FIRST_NEW + 2])
  })

  test('is told as the operation of that moment: changes, marks, and who waits for the end of a pause', () => {
    const state = stateOf()
    const scope = { kind: 'directory', directoryId: 1 } as const
    const told = { subjectType: 'User', subjectId: A, kind: 'created', before: null, after: null } as const
    for (const id of ['first', 'second']) {
      state.begin(id)
      state.mark(scope)
      state.change(told)
    }
    expect(state.marks).toEqual([
      { operationId: 'first', scope, guarded: false },
      { operationId: 'second', scope, guarded: false },
    ])
    expect(state.changes).toEqual([
      { operationId: 'first', ...told },
      { operationId: 'second', ...told },
    ])
  })

  test('who waits does so once, for the last operation, and stays a loss', () => {
    const state = stateOf()
    const waits = (loss: boolean, operationId: string) => {
      state.begin(operationId)
      state.wait({ key: 1, directoryId: 1 }, loss)
      return state.waiting.get(1)
    }
    const at = { key: 1, directoryId: 1 }
    expect(waits(false, 'a')).toMatchObject({ ...at, operationId: 'a', loss: false })
    expect(waits(true, 'b')).toMatchObject({ ...at, operationId: 'b', loss: true })
    expect(waits(false, 'c')).toMatchObject({ ...at, operationId: 'c', loss: true })
    expect(state.waiting.size).toBe(1)
  })

  test('is counted by directory and name; nothing more or less is no count', () => {
    const state = stateOf()
    state.count(1, 'users', 2)
    state.count(1, 'users', -1)
    state.count(2, 'users', 1)
    state.count(1, 'groups', 0)
    expect([...state.counters]).toEqual([
      [scoped(1, 'users'), 1],
      [scoped(2, 'users'), 1],
    ])
  })
})
