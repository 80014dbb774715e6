/** Members of groups: steps are applied in their order, only the net effect is told, and it does not matter how they were cut. */
import type { MemberStep } from '@syncline/core/scim/patch-operation.ts'
import { describe, expect, test } from 'vitest'
import { recountIn } from '../support/memory-recount.ts'
import { CUTS, MemorySite } from '../support/memory-site.ts'
import { countersIn, groupIn, membersIn, peopleIn } from '../support/memory-view.ts'
import { directoryPolicy } from '../support/policies.ts'
import { NOW } from '../support/pure-plan.ts'
import { A, B, C, G, H, I, NOBODY } from '../support/record-ids.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  patchGroup,
  person,
  removeMembers,
  replaceMembers,
} from '../support/requests.ts'

const LATER = new Date(NOW.getTime() + 60_000)
const PEOPLE = [createUser(A, person('ada')), createUser(B, person('bob')), createUser(C, person('carl'))]
const add = (...ids: string[]): MemberStep => ({ kind: 'add', ids })
const remove = (...ids: string[]): MemberStep => ({ kind: 'remove', ids })
const replace = (...ids: string[]): MemberStep => ({ kind: 'replace', ids })

describe.each(CUTS)('members, $cut', ({ batchSize }) => {
  /** Ada and Bob are in it. */
  function staff(): MemorySite {
    const it = new MemorySite({ batchSize })
    it.apply(...PEOPLE, createGroup(G, 'Staff', [A, B]))
    return it
  }

  test.each<[string, MemberStep[], string[], [string, string[]][]]>([
    ['who is added is in it', [add(C)], [A, B, C], [['members-added', [C]]]],
    ['who is in it already is not added', [add(A, C)], [A, B, C], [['members-added', [C]]]],
    ['who is named twice is added once', [add(C, C)], [A, B, C], [['members-added', [C]]]],
    ['who is removed is not in it', [remove(A)], [B], [['members-removed', [A]]]],
    ['removing who is no member is no change', [remove(C, NOBODY, 'nobody')], [A, B], []],
    ['who comes and goes is no change', [add(C), remove(C)], [A, B], []],
    ['who goes and comes is no change', [remove(A), add(A)], [A, B], []],
    [
      'a replace takes who is not named, and brings who is',
      [replace(B, C)],
      [B, C],
      [
        ['members-removed', [A]],
        ['members-added', [C]],
      ],
    ],
    ['a replace by who is in it is no change', [replace(B, A)], [A, B], []],
    [
      'a replace sees what the step before has done',
      [add(C), replace(C)],
      [C],
      [
        ['members-removed', [A, B]],
        ['members-added', [C]],
      ],
    ],
    ['several are told in the order of their ids', [remove(B, A)], [], [['members-removed', [A, B]]]],
  ])('%s', (_, steps, members, told) => {
    const it = staff()
    const { outcomes, changes } = it.apply(patchGroup(G, steps))
    expect(membersIn(it, G)).toEqual(members)
    const ofGroup = changes.filter(({ subjectId }) => subjectId === G)
    expect(ofGroup.map(({ kind, before, after }) => [kind, (before ?? after)?.members])).toEqual(told)
    expect(ofGroup.every(({ kind, before }) => (kind === 'members-removed') === (before !== null))).toBe(true)
    expect(ofGroup.every(({ subjectType, after }) => subjectType === 'Group' || after !== null)).toBe(true)
    expect(outcomes[0]?.version).toBe(told.length === 0 ? 1 : 2)
    expect(groupIn(it, G)?.memberCount).toBe(members.length)
    expect(countersIn(it)).toEqual(recountIn(it))
  })

  test.each<[string, MemberStep[], string[]]>([
    ['empties the group', [replace()], []],
    ['is followed by who comes', [replace(), add(A, C)], [A, C]],
    ['takes along who came before', [add(C), remove(A), replace()], []],
    ['twice is once', [replace(), replace()], []],
  ])('a replace by nobody %s, and says how many there were', (_, steps, members) => {
    const it = staff()
    const { outcomes, changes } = it.apply(patchGroup(G, steps))
    expect(membersIn(it, G)).toEqual(members)
    expect(changes.filter(({ subjectId }) => subjectId === G)).toEqual([
      {
        operationId: outcomes[0]?.operationId,
        subjectType: 'Group',
        subjectId: G,
        kind: 'members-cleared',
        before: { count: 2 },
        after: null,
      },
      ...(members.length === 0 ? [] : [expect.objectContaining({ kind: 'members-added', after: { members } })]),
    ])
    expect(outcomes[0]?.version).toBe(2)
    expect(groupIn(it, G)?.memberCount).toBe(members.length)
    expect(peopleIn(it, 'Staff')).toHaveLength(members.length)
    expect(countersIn(it)).toEqual(recountIn(it))
  })

  test('a replace by nobody of an empty group is no change', () => {
    const it = staff()
    it.apply(createGroup(H, 'Empty'))
    const { outcomes, changes } = it.apply(replaceMembers(H))
    expect([outcomes[0]?.version, changes]).toEqual([1, []])
  })

  test('a new group has its members from the start, as version 1', () => {
    const it = staff()
    const { outcomes, changes } = it.apply(createGroup(H, 'Crew', [A, C, A]))
    expect(outcomes).toMatchObject([{ status: 201, version: 1 }])
    expect(groupIn(it, H)).toMatchObject({ memberCount: 2, version: 1 })
    expect(changes.filter(({ subjectId }) => subjectId === H).map(({ kind }) => kind)).toEqual([
      'created',
      'members-added',
    ])
    expect(countersIn(it)).toEqual(recountIn(it))
  })

  test.each([
    ['nobody', NOBODY],
    ['no id', 'ada'],
    ['an id in upper case', A.toUpperCase()],
  ])('to add %s is invalidValue, names no value, and changes nothing', (_, id) => {
    const it = staff()
    for (const request of [addMembers(G, C, id), replaceMembers(G, C, id), createGroup(H, 'Crew', [id])]) {
      const { outcomes, changes } = it.apply(request)
      expect(outcomes).toMatchObject([
        { status: 400, scimType: 'invalidValue', detail: expect.stringMatching(/^members: /) },
      ])
      expect(outcomes[0]?.detail).not.toContain(id)
      expect(changes).toEqual([])
    }
    expect(membersIn(it, G)).toEqual([A, B])
  })

  test('who is of another directory is nobody', () => {
    const it = new MemorySite({ batchSize, directories: [directoryPolicy(), directoryPolicy({ id: 2 })] })
    it.apply(...PEOPLE, createGroup(G, 'Staff', [A]))
    const { outcomes } = it.apply({ ...createGroup(H, 'Crew', [A]), directoryId: 2 })
    expect(outcomes).toMatchObject([{ status: 400, scimType: 'invalidValue' }])
  })

  test('where unknown ones are skipped the others are added', () => {
    const it = new MemorySite({ batchSize, directories: [directoryPolicy({ unknownReferences: 'skip' })] })
    const { outcomes } = it.apply(...PEOPLE, createGroup(G, 'Staff', [NOBODY, A]), addMembers(G, NOBODY, 'x', B))
    expect(outcomes.slice(3)).toMatchObject([{ status: 201 }, { status: 200, version: 2 }])
    expect(membersIn(it, G)).toEqual([A, B])
  })

  describe('a deleted record', () => {
    test('leaves every group it is in; each of those gets a new version of that moment, and says who left', () => {
      const it = staff()
      it.apply(createGroup(H, 'Crew', [A, C]), createGroup(I, 'Other', [C]))
      it.now = LATER
      const { outcomes, changes } = it.apply(deleteUser(A))
      const left = (group: string) => ({
        operationId: outcomes[0]?.operationId,
        subjectType: 'Group',
        subjectId: group,
        kind: 'members-removed',
        before: { members: [A] },
        after: null,
      })
      expect(changes.filter(({ subjectType }) => subjectType === 'Group')).toEqual([left(G), left(H)])
      expect(groupIn(it, G)).toMatchObject({ version: 2, memberCount: 1, lastModified: LATER })
      expect(groupIn(it, H)).toMatchObject({ version: 2, memberCount: 1, lastModified: LATER })
      expect(groupIn(it, I)).toMatchObject({ version: 1, memberCount: 1, lastModified: NOW })
      expect([membersIn(it, G), membersIn(it, H)]).toEqual([[B], [C]])
      expect(peopleIn(it, 'Staff')).toEqual(['bob@example.com'])
      expect(countersIn(it)).toEqual(recountIn(it))
    })

    test('that is a group leaves the groups it is nested in', () => {
      const it = staff()
      it.apply(createGroup(H, 'Crew', [G, C]))
      it.apply(deleteGroup(G))
      expect(membersIn(it, H)).toEqual([C])
      expect(groupIn(it, H)).toMatchObject({ version: 2, memberCount: 1 })
      expect(countersIn(it)).toEqual(recountIn(it))
    })

    test('can be named as a member no longer', () => {
      const it = staff()
      const { outcomes } = it.apply(
        createGroup(H, 'Crew'),
        deleteGroup(H),
        addMembers(G, H),
        deleteUser(C),
        addMembers(G, C),
      )
      expect(outcomes.map(({ status }) => status)).toEqual([201, 204, 400, 204, 400])
    })

    test('that is a member of itself is gone with that membership', () => {
      const it = staff()
      it.apply(addMembers(G, G), deleteGroup(G))
      expect(it.rows.members.all).toEqual([])
      expect(countersIn(it)).toEqual(recountIn(it))
    })
  })

  test('groups in groups, in a circle too, are members like others', () => {
    const it = staff()
    const { outcomes } = it.apply(createGroup(H, 'Crew', [G]), addMembers(G, H), removeMembers(H, G))
    expect(outcomes.map(({ status }) => status)).toEqual([201, 200, 200])
    expect([membersIn(it, G), membersIn(it, H)]).toEqual([[A, B, H].sort(), []])
    expect(it.rows.members.all.filter(({ nested }) => nested)).toHaveLength(1)
    expect(peopleIn(it, 'Staff')).toEqual(['ada@example.com', 'bob@example.com'])
  })
})

test('a member who is added or removed costs one load, and a look at one pair, whatever the size of the group', () => {
  const it = new MemorySite({ batchSize: 1 })
  it.apply(...PEOPLE, createGroup(G, 'Staff', [A, B]))
  expect(it.apply(addMembers(G, C), removeMembers(G, A), removeMembers(G, A), addMembers(G, B)).rounds).toEqual([
    1, 1, 1, 1,
  ])
})
