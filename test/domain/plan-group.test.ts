/** Operations on groups: the record, the answer and the changes, however the operations are cut into batches. */
import { describe, expect, test } from 'vitest'
import { CUTS, MemorySite } from '../support/memory-site.ts'
import { countersIn, groupIn, membersIn } from '../support/memory-view.ts'
import { directoryPolicy } from '../support/policies.ts'
import { NOW } from '../support/pure-plan.ts'
import { A, B, G, H, I, NOBODY } from '../support/record-ids.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  patchGroup,
  person,
  putGroup,
  renameGroup,
} from '../support/requests.ts'

const LATER = new Date(NOW.getTime() + 60_000)
const statuses = ({ outcomes }: { outcomes: readonly { status: number }[] }) => outcomes.map(({ status }) => status)
const PEOPLE = [createUser(A, person('ada')), createUser(B, person('bob'))]

describe.each(CUTS)('operations on groups, $cut', ({ batchSize }) => {
  const site = () => new MemorySite({ batchSize })

  test('POST stores what was sent with its compared values, as version 1 of the moment', () => {
    const it = site()
    const attributes = { displayName: 'Staff ', externalId: 'x1' }
    const { outcomes, changes } = it.apply({
      ...createGroup(G, ''),
      body: { kind: 'resource', attributes, members: [] },
    })
    const moment = { createdAt: NOW, lastModified: NOW }
    expect(outcomes).toMatchObject([{ status: 201, resourceId: G, version: 1, ...moment, resource: null }])
    expect(groupIn(it, G)).toEqual({
      key: expect.any(Number),
      directoryId: 1,
      id: G,
      version: 1,
      memberCount: 0,
      displayNameKey: 'staff',
      externalId: 'x1',
      ...moment,
      attributes,
    })
    expect(changes.filter(({ subjectType }) => subjectType === 'Group')).toEqual([
      {
        operationId: outcomes[0]?.operationId,
        subjectType: 'Group',
        subjectId: G,
        kind: 'created',
        before: null,
        after: null,
      },
    ])
  })

  test('a body without members makes an empty group', () => {
    const it = site()
    it.apply({ ...createGroup(G, ''), body: { kind: 'resource', attributes: { displayName: 'Staff' } } })
    expect(groupIn(it, G)).toMatchObject({ memberCount: 0, version: 1 })
  })

  test('PUT and PATCH answer with the attributes, the next version and their moment; creation stays', () => {
    const it = site()
    it.apply(createGroup(G, 'Staff'))
    it.now = LATER
    const { outcomes, changes } = it.apply(
      renameGroup(G, 'Crew'),
      putGroup(G, { displayName: 'Crew', externalId: 'x1' }),
    )
    expect(outcomes).toMatchObject([
      {
        status: 200,
        resourceId: G,
        version: 2,
        createdAt: NOW,
        lastModified: LATER,
        resource: { displayName: 'Crew' },
      },
      { status: 200, version: 3, lastModified: LATER, resource: { displayName: 'Crew', externalId: 'x1' } },
    ])
    expect(groupIn(it, G)).toMatchObject({ version: 3, createdAt: NOW, lastModified: LATER, externalId: 'x1' })
    expect(changes.filter(({ subjectType }) => subjectType === 'Group')).toMatchObject([
      { kind: 'updated', subjectId: G, before: { displayName: 'Staff' }, after: { displayName: 'Crew' } },
      { kind: 'updated', subjectId: G, before: {}, after: { externalId: 'x1' } },
    ])
  })

  test('an update without an effect leaves version, time and changes as they are (RFC 7644 §3.5.2.1)', () => {
    const it = site()
    it.apply(...PEOPLE, createGroup(G, 'Staff', [A]))
    it.now = LATER
    const { outcomes, changes } = it.apply(
      putGroup(G, { displayName: 'Staff' }, [A]),
      renameGroup(G, 'Staff'),
      addMembers(G, A),
    )
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        status: 200,
        version: 1,
        lastModified: NOW,
        resource: { displayName: 'Staff' },
      })
    }
    expect(changes).toEqual([])
  })

  test('members that come or go are a new version, and no change of the attributes', () => {
    const it = site()
    it.apply(...PEOPLE, createGroup(G, 'Staff'))
    it.now = LATER
    const { outcomes, changes } = it.apply(addMembers(G, A, B))
    expect(outcomes).toMatchObject([{ version: 2, lastModified: LATER, resource: { displayName: 'Staff' } }])
    expect(changes.map(({ kind }) => kind)).toEqual(['members-added'])
    expect(groupIn(it, G)).toMatchObject({ version: 2, memberCount: 2, lastModified: LATER })
  })

  test('DELETE answers 204 with the id; the record is gone with its memberships', () => {
    const it = site()
    it.apply(...PEOPLE, createGroup(G, 'Staff', [A, B]), createGroup(H, 'Other', [A]))
    const { outcomes, changes } = it.apply(deleteGroup(G))
    expect(outcomes).toMatchObject([{ status: 204, resourceId: G, version: null, resource: null }])
    expect(changes.filter(({ subjectType }) => subjectType === 'Group')).toMatchObject([
      { subjectId: G, kind: 'deleted', before: null, after: null },
    ])
    expect(groupIn(it, G)).toBeUndefined()
    expect(it.rows.members.all).toHaveLength(1)
    expect(countersIn(it)).toMatchObject({ '1/groups': 1, '1/members': 1 })
    expect(statuses(it.apply(deleteGroup(G), renameGroup(G, 'x'), putGroup(G, { displayName: 'x' })))).toEqual([
      404, 404, 404,
    ])
  })

  test.each([
    ['nobody', NOBODY],
    ['a user', A],
    ['no id at all', 'staff'],
  ])('an id of %s is 404', (_, id) => {
    const it = site()
    it.apply(...PEOPLE)
    expect(statuses(it.apply(deleteGroup(id), renameGroup(id, 'x')))).toEqual([404, 404])
  })

  test('If-Match decides: the version of now passes, an older one is 412 and changes nothing', () => {
    const it = site()
    it.apply(createGroup(G, 'Staff'), renameGroup(G, 'Crew'))
    const stale = { ifMatch: 'W/"1"' }
    const { outcomes } = it.apply({ ...renameGroup(G, 'x'), ...stale }, { ...deleteGroup(G), ...stale })
    expect(statuses({ outcomes })).toEqual([412, 412])
    expect(groupIn(it, G)).toMatchObject({ version: 2, displayNameKey: 'crew' })
    expect(statuses(it.apply({ ...deleteGroup(G), ifMatch: 'W/"2"' }))).toEqual([204])
  })

  describe('a displayName', () => {
    const taken = { status: 409, scimType: 'uniqueness', detail: expect.stringMatching(/^displayName is already used/) }

    test('belongs to one group of the directory, in whatever spelling', () => {
      const it = site()
      const { outcomes } = it.apply(
        createGroup(G, 'Staff'),
        createGroup(H, 'STAFF '),
        createGroup(I, 'Crew'),
        renameGroup(I, 'staff'),
        putGroup(I, { displayName: 'Staff' }),
      )
      expect(outcomes).toMatchObject([{ status: 201 }, taken, { status: 201 }, taken, taken])
      expect(groupIn(it, I)).toMatchObject({ displayNameKey: 'crew', version: 1 })
    })

    test('may change its spelling, and is free once its group has another or is gone', () => {
      const it = site()
      const { outcomes } = it.apply(
        createGroup(G, 'Staff'),
        renameGroup(G, 'STAFF'),
        renameGroup(G, 'Crew'),
        createGroup(H, 'Staff'),
        createGroup(I, 'crew'),
        deleteGroup(G),
        createGroup(I, 'crew'),
      )
      expect(statuses({ outcomes })).toEqual([201, 200, 200, 201, 409, 204, 201])
    })

    test('is unique in its directory only, and no group of another directory is found', () => {
      const it = new MemorySite({ batchSize, directories: [directoryPolicy(), directoryPolicy({ id: 2 })] })
      const { outcomes } = it.apply(
        createGroup(G, 'Staff'),
        { ...createGroup(H, 'Staff'), directoryId: 2 },
        { ...renameGroup(G, 'x'), directoryId: 2 },
        { ...deleteGroup(G), directoryId: 2 },
        renameGroup(H, 'x'),
      )
      expect(statuses({ outcomes })).toEqual([201, 201, 404, 404, 404])
      expect(it.rows.groups.all.map(({ directoryId }) => directoryId)).toEqual([1, 2])
    })
  })

  test('a PUT that leaves members out keeps them where it is read leniently, and empties the group where strictly', () => {
    const put = putGroup(G, { displayName: 'Renamed' })
    const lenient = site()
    lenient.apply(...PEOPLE, createGroup(G, 'Staff', [A]), put)
    expect(membersIn(lenient, G)).toEqual([A])
    const strict = new MemorySite({ batchSize, directories: [directoryPolicy({ mode: 'strict' })] })
    strict.apply(...PEOPLE, createGroup(G, 'Staff', [A]), put)
    expect(membersIn(strict, G)).toEqual([])
    expect(groupIn(strict, G)).toMatchObject({ memberCount: 0, version: 2 })
  })

  test('a PUT with members has exactly these', () => {
    const it = site()
    it.apply(...PEOPLE, createGroup(G, 'Staff', [A]), putGroup(G, { displayName: 'Staff' }, [B]))
    expect(membersIn(it, G)).toEqual([B])
    it.apply(putGroup(G, { displayName: 'Staff' }, []))
    expect(membersIn(it, G)).toEqual([])
    expect(groupIn(it, G)).toMatchObject({ memberCount: 0, version: 3 })
  })

  test.each([
    ['its name', [], [{ op: 'replace', path: 'displayName', value: 'Taken' }], 409],
    ['a member', [{ kind: 'add', ids: [NOBODY] }], [{ op: 'replace', path: 'displayName', value: 'Free' }], 400],
    ['an attribute', [], [{ op: 'replace', path: 'unheardOf', value: 'x' }], 400],
  ] as const)('a patch that is refused for %s changes nothing of it', (_, steps, operations, status) => {
    const it = new MemorySite({ batchSize, directories: [directoryPolicy({ mode: 'strict' })] })
    it.apply(...PEOPLE, createGroup(G, 'Staff'), createGroup(H, 'Taken'))
    const { outcomes, changes } = it.apply(patchGroup(G, [{ kind: 'add', ids: [A] }, ...steps], operations))
    expect([statuses({ outcomes }), changes]).toEqual([[status], []])
    expect(membersIn(it, G)).toEqual([])
    expect(groupIn(it, G)).toMatchObject({ version: 1, displayNameKey: 'staff' })
  })

  test.each(['PUT', 'PATCH'] as const)('a %s without a body is a fault of ours, not an answer', (method) => {
    const it = site()
    it.apply(createGroup(G, 'Staff'))
    expect(() => it.apply({ method, resourceType: 'Group', resourceId: G, body: null })).toThrow(
      `a ${method} of a group without a body`,
    )
  })
})

test('what is common needs one load only', () => {
  const it = new MemorySite({ batchSize: 1 })
  it.apply(...PEOPLE, createGroup(G, 'Staff', [A]))
  const { rounds } = it.apply(
    createGroup(H, 'Crew', [A, B]),
    addMembers(G, A, B),
    putGroup(G, { displayName: 'People' }, [A, B]),
  )
  expect(rounds.slice(0, 2)).toEqual([1, 1])
})
