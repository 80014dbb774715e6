/** Who is in which group, as far as a batch knows it: what is not known is asked for, only the net effect is written. */
import { MemberRelation, type MemberRow } from '@syncline/core/domain/member-relation.ts'
import { emptyNeed } from '@syncline/core/domain/need.ts'
import { describe, expect, test } from 'vitest'

const OLD = 10
const GROUP = 1
const OTHER = 2
const [ADA, BOB, CARL] = [5, 6, 7]
/** Keys from here on are of records that this batch creates. */
const NEW_GROUP = 20
const NEW_USER = 21
const row = (groupKey: number, memberKey: number): MemberRow => ({ groupKey, memberKey, nested: false })
const none = { cleared: [], deleted: [], inserted: [] }

function relation(...loaded: readonly MemberRow[]) {
  const missing = emptyNeed()
  const members = new MemberRelation(OLD, missing)
  for (const each of loaded) members.load(each.groupKey, each.memberKey, each)
  const asked = () => ({ membersOf: [...missing.membersOf], groupsOf: [...missing.groupsOf] })
  return { members, asked }
}
const nothing = { membersOf: [], groupsOf: [] }

describe('whether somebody is in a group', () => {
  test('is asked for when neither the pair, nor all of the group, nor all of the member is known', () => {
    const { members, asked } = relation()
    expect(members.has(GROUP, ADA)).toBe(false)
    expect(asked()).toEqual({ membersOf: [], groupsOf: [ADA] })
  })

  test('is known of a loaded pair, there or not', () => {
    const { members, asked } = relation(row(GROUP, ADA))
    members.load(GROUP, BOB, null)
    expect([members.has(GROUP, ADA), members.has(GROUP, BOB)]).toEqual([true, false])
    expect(asked()).toEqual(nothing)
  })

  test.each([
    ['all members of the group are loaded', { group: GROUP }],
    ['all groups of the member are loaded', { member: ADA }],
  ])('is known where %s', (_, complete) => {
    const { members, asked } = relation()
    members.loadComplete(complete)
    expect(members.has(GROUP, ADA)).toBe(false)
    expect(asked()).toEqual(nothing)
    expect(members.has(OTHER, BOB)).toBe(false)
    expect(asked()).toEqual({ membersOf: [], groupsOf: [BOB] })
  })

  test.each([
    ['a new group', NEW_GROUP, ADA],
    ['a new member', GROUP, NEW_USER],
    ['the first key that is new', OLD, ADA],
    ['the first key that is new, as a member', GROUP, OLD],
  ])('is known of %s: the database has no pair of it', (_, group, member) => {
    const { members, asked } = relation()
    expect(members.has(group, member)).toBe(false)
    expect(asked()).toEqual(nothing)
  })

  test('follows what the batch does', () => {
    const { members, asked } = relation(row(GROUP, ADA))
    members.remove(GROUP, ADA)
    members.add(row(GROUP, BOB))
    expect([members.has(GROUP, ADA), members.has(GROUP, BOB)]).toEqual([false, true])
    members.clear(GROUP)
    expect([ADA, BOB, CARL].map((member) => members.has(GROUP, member))).toEqual([false, false, false])
    members.add(row(GROUP, CARL))
    expect(members.has(GROUP, CARL)).toBe(true)
    expect(asked()).toEqual(nothing)
  })
})

describe('the members of a group', () => {
  test('are asked for when they are not all known', () => {
    const { members, asked } = relation(row(GROUP, ADA))
    expect(members.membersOf(GROUP)).toEqual([row(GROUP, ADA)])
    expect(asked()).toEqual({ membersOf: [GROUP], groupsOf: [] })
  })

  test('are those that were loaded and came, without those that went', () => {
    const { members, asked } = relation(row(GROUP, ADA), row(GROUP, BOB), row(OTHER, CARL))
    members.loadComplete({ group: GROUP })
    members.load(GROUP, 8, null)
    members.remove(GROUP, BOB)
    members.add(row(GROUP, CARL))
    expect(members.membersOf(GROUP)).toEqual([row(GROUP, ADA), row(GROUP, CARL)])
    expect(asked()).toEqual(nothing)
  })

  test('of a new group are those that the batch added', () => {
    const { members, asked } = relation()
    expect(members.membersOf(NEW_GROUP)).toEqual([])
    members.add(row(NEW_GROUP, ADA))
    expect(members.membersOf(NEW_GROUP)).toEqual([row(NEW_GROUP, ADA)])
    expect(asked()).toEqual(nothing)
  })

  test('of an emptied group are those that came afterwards, whoever had been in it', () => {
    const { members, asked } = relation(row(GROUP, ADA))
    members.add(row(GROUP, BOB))
    members.clear(GROUP)
    members.add(row(GROUP, CARL))
    expect(members.membersOf(GROUP)).toEqual([row(GROUP, CARL)])
    expect(asked()).toEqual(nothing)
  })
})

describe('the groups of a member', () => {
  test('are asked for when they are not all known', () => {
    const { members, asked } = relation(row(GROUP, ADA))
    expect(members.groupsOf(ADA)).toEqual([GROUP])
    expect(asked()).toEqual({ membersOf: [], groupsOf: [ADA] })
  })

  test('are those that it is in now, in the order of their keys', () => {
    const { members, asked } = relation(row(9, ADA), row(OTHER, ADA), row(GROUP, BOB))
    members.loadComplete({ member: ADA })
    members.add(row(NEW_GROUP, ADA))
    members.add(row(GROUP, ADA))
    members.remove(OTHER, ADA)
    expect(members.groupsOf(ADA)).toEqual([GROUP, 9, NEW_GROUP])
    members.clear(9)
    expect(members.groupsOf(ADA)).toEqual([GROUP, NEW_GROUP])
    expect(asked()).toEqual(nothing)
  })

  test('of somebody whom a group is asked about who was never heard of are none, and known', () => {
    const { members, asked } = relation()
    expect(members.groupsOf(NEW_USER)).toEqual([])
    members.add(row(GROUP, NEW_USER))
    members.remove(GROUP, NEW_USER)
    expect(members.groupsOf(NEW_USER)).toEqual([])
    expect(asked()).toEqual(nothing)
  })
})

describe('what is written', () => {
  test('of pairs that were only loaded is nothing', () => {
    expect(relation(row(GROUP, ADA)).members.written()).toEqual(none)
  })

  test('is who came and who went', () => {
    const { members } = relation(row(GROUP, ADA))
    members.load(GROUP, BOB, null)
    members.remove(GROUP, ADA)
    members.add(row(GROUP, BOB))
    members.add(row(OTHER, CARL))
    expect(members.written()).toEqual({
      ...none,
      deleted: [row(GROUP, ADA)],
      inserted: [row(GROUP, BOB), row(OTHER, CARL)],
    })
  })

  test('of who came and went, or went and came back, is nothing', () => {
    const { members } = relation(row(GROUP, ADA))
    members.remove(GROUP, ADA)
    members.add(row(GROUP, ADA))
    members.add(row(GROUP, BOB))
    members.remove(GROUP, BOB)
    expect(members.written()).toEqual(none)
  })

  test('of an emptied group is that it is emptied, and who came afterwards, even if he had been in it', () => {
    const { members } = relation(row(GROUP, ADA), row(GROUP, BOB), row(OTHER, ADA))
    members.remove(GROUP, BOB)
    members.clear(GROUP)
    members.add(row(GROUP, ADA))
    members.add(row(GROUP, CARL))
    members.remove(GROUP, CARL)
    expect(members.written()).toEqual({ ...none, cleared: [GROUP], inserted: [row(GROUP, ADA)] })
  })

  test('of a new group that was emptied is who came afterwards: there is nothing to empty', () => {
    const { members } = relation()
    members.add(row(OLD, ADA))
    members.clear(OLD)
    members.add(row(OLD, BOB))
    expect(members.written()).toEqual({ ...none, inserted: [row(OLD, BOB)] })
  })
})
