/** Operations on users: the record, the answer and the changes, however the operations are cut into batches. */

import { describe, expect, test } from 'vitest'
import { recountIn } from '../support/memory-recount.ts'
import { CUTS, MemorySite } from '../support/memory-site.ts'
import { countersIn, userIn } from '../support/memory-view.ts'
import { directoryPolicy } from '../support/policies.ts'
import { NOW } from '../support/pure-plan.ts'
import { A, B, C, G, NOBODY } from '../support/record-ids.ts'
import { createGroup, createUser, deleteUser, patchUser, person, putUser, replaceUser } from '../support/requests.ts'

const LATER = new Date(NOW.getTime() + 60_000)
const statuses = ({ outcomes }: { outcomes: readonly { status: number }[] }) => outcomes.map(({ status }) => status)

describe.each(CUTS)('operations on users, $cut', ({ batchSize }) => {
  const site = () => new MemorySite({ batchSize })

  test('POST stores what was sent with its compared values, as version 1 of the moment', () => {
    const it = site()
    const attributes = { ...person('Ada'), externalId: 'x1', active: false, title: 'Engineer' }
    const { outcomes, changes } = it.apply(createUser(A, attributes))
    expect(outcomes).toEqual([
      {
        operationId: expect.any(String),
        status: 201,
        scimType: null,
        detail: null,
        resourceId: A,
        version: 1,
        createdAt: NOW,
        lastModified: NOW,
        resource: null,
      },
    ])
    expect(userIn(it, A)).toMatchObject({
      directoryId: 1,
      id: A,
      version: 1,
      active: false,
      userNameKey: 'ada',
      externalId: 'x1',
      displayNameKey: 'the ada',
      emailKey: 'ada@example.com',
      emailKeys: ['ada@example.com'],
      createdAt: NOW,
      lastModified: NOW,
      attributes,
    })
    expect(changes[0]).toEqual({
      operationId: outcomes[0]?.operationId,
      subjectType: 'User',
      subjectId: A,
      kind: 'created',
      before: null,
      after: null,
    })
  })

  test('PUT and PATCH answer with the attributes, the next version and their moment; creation stays', () => {
    const it = site()
    it.apply(createUser(A, { ...person('ada'), title: 'x' }))
    it.now = LATER
    const { outcomes, changes } = it.apply(replaceUser(A, 'title', 'y'), putUser(A, person('ada')))
    const patched = { ...person('ada'), title: 'y' }
    expect(outcomes).toMatchObject([
      { status: 200, resourceId: A, version: 2, createdAt: NOW, lastModified: LATER, resource: patched },
      { status: 200, resourceId: A, version: 3, createdAt: NOW, lastModified: LATER, resource: person('ada') },
    ])
    expect(userIn(it, A)).toMatchObject({ version: 3, createdAt: NOW, lastModified: LATER, attributes: person('ada') })
    expect(changes.filter(({ subjectType }) => subjectType === 'User')).toEqual([
      {
        operationId: outcomes[0]?.operationId,
        subjectType: 'User',
        subjectId: A,
        kind: 'updated',
        before: { title: 'x' },
        after: { title: 'y' },
      },
      {
        operationId: outcomes[1]?.operationId,
        subjectType: 'User',
        subjectId: A,
        kind: 'updated',
        before: { title: 'y' },
        after: {},
      },
    ])
  })

  test('an update without an effect leaves version, time and changes as they are (RFC 7644 §3.5.2.1)', () => {
    const it = site()
    it.apply(createUser(A, person('ada')))
    it.now = LATER
    const { outcomes, changes } = it.apply(putUser(A, person('ada')), replaceUser(A, 'displayName', 'The ada'))
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 200, version: 1, lastModified: NOW, resource: person('ada') })
    }
    expect(changes).toEqual([])
  })

  test('DELETE answers 204 with the id and nothing else; the record is gone', () => {
    const it = site()
    it.apply(createUser(A, person('ada')))
    const { outcomes, changes } = it.apply(deleteUser(A))
    expect(outcomes).toMatchObject([
      { status: 204, resourceId: A, version: null, createdAt: null, lastModified: null, resource: null },
    ])
    expect(changes).toContainEqual({
      operationId: outcomes[0]?.operationId,
      subjectType: 'User',
      subjectId: A,
      kind: 'deleted',
      before: null,
      after: null,
    })
    expect(userIn(it, A)).toBeUndefined()
    expect(statuses(it.apply(deleteUser(A), replaceUser(A, 'title', 'x'), putUser(A, person('ada'))))).toEqual([
      404, 404, 404,
    ])
  })

  test.each([
    ['nobody', NOBODY],
    ['a group', G],
    ['no id at all', 'ada'],
  ])('an id of %s is 404, and says so', (_, id) => {
    const it = site()
    it.apply(createUser(A, person('ada')), createGroup(G, 'Staff'))
    const { outcomes } = it.apply(deleteUser(id), replaceUser(id, 'title', 'x'))
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 404, scimType: null, detail: expect.stringContaining('does not exist') })
    }
  })

  test('If-Match decides: the version of now passes, an older one is 412 and changes nothing', () => {
    const it = site()
    it.apply(createUser(A, person('ada')), replaceUser(A, 'title', 'x'))
    const stale = { ifMatch: 'W/"1"' }
    const refused = it.apply(
      { ...replaceUser(A, 'title', 'y'), ...stale },
      { ...putUser(A, person('ada')), ...stale },
      { ...deleteUser(A), ...stale },
    )
    expect(refused.outcomes).toMatchObject(
      [1, 2, 3].map(() => ({ status: 412, detail: expect.stringContaining('If-Match') })),
    )
    expect(userIn(it, A)).toMatchObject({ version: 2, attributes: { title: 'x' } })
    expect(statuses(it.apply({ ...deleteUser(A), ifMatch: 'W/"2"' }))).toEqual([204])
  })

  describe('a userName', () => {
    const taken = { status: 409, scimType: 'uniqueness', detail: expect.stringMatching(/^userName is already used/) }

    test('belongs to one user of the directory, in whatever spelling', () => {
      const it = site()
      const { outcomes } = it.apply(
        createUser(A, person('ada')),
        createUser(B, person('ADA ', 'b@example.com')),
        createUser(C, person('carl')),
        replaceUser(C, 'userName', 'Ada'),
        putUser(C, person('aDa', 'carl@example.com')),
      )
      expect(outcomes).toMatchObject([{ status: 201 }, taken, { status: 201 }, taken, taken])
      expect(userIn(it, C)).toMatchObject({ userNameKey: 'carl', version: 1 })
      expect(userIn(it, B)).toBeUndefined()
    })

    test('may change its spelling, and is free once its user has another or is gone', () => {
      const it = site()
      const { outcomes } = it.apply(
        createUser(A, person('ada')),
        replaceUser(A, 'userName', 'ADA'),
        replaceUser(A, 'userName', 'lovelace'),
        createUser(B, person('ada', 'b@example.com')),
        createUser(C, person('Lovelace', 'c@example.com')),
        deleteUser(A),
        createUser(C, person('Lovelace', 'c@example.com')),
      )
      expect(statuses({ outcomes })).toEqual([201, 200, 200, 201, 409, 204, 201])
    })

    test('is unique in its directory only, and no user of another directory is found', () => {
      const it = new MemorySite({ batchSize, directories: [directoryPolicy(), directoryPolicy({ id: 2 })] })
      const { outcomes } = it.apply(
        createUser(A, person('ada')),
        { ...createUser(B, person('ada', 'b@example.com')), directoryId: 2 },
        { ...replaceUser(A, 'title', 'x'), directoryId: 2 },
        { ...deleteUser(A), directoryId: 2 },
        replaceUser(B, 'title', 'x'),
      )
      expect(statuses({ outcomes })).toEqual([201, 201, 404, 404, 404])
      expect(it.rows.users.all.map(({ directoryId }) => directoryId)).toEqual([1, 2])
    })
  })

  test('an externalId that a live user has is refused where the directory says so, and free once he has another or is gone', () => {
    const it = new MemorySite({ batchSize, directories: [directoryPolicy({ duplicateExternalIds: 'refuse' })] })
    const withId = (id: string, userName: string, externalId: string) =>
      createUser(id, { ...person(userName), externalId })
    const { outcomes } = it.apply(
      withId(A, 'ada', 'x'),
      withId(B, 'bob', 'x'),
      replaceUser(A, 'externalId', 'y'),
      withId(B, 'bob', 'x'),
      withId(C, 'carl', 'y'),
      deleteUser(A),
      withId(C, 'carl', 'y'),
    )
    expect(statuses({ outcomes })).toEqual([201, 409, 200, 201, 409, 204, 201])
  })

  test('a patch of which one operation is refused changes nothing', () => {
    const it = new MemorySite({ batchSize, directories: [directoryPolicy({ mode: 'strict' })] })
    it.apply(createUser(A, person('ada')))
    const { outcomes, changes } = it.apply(
      patchUser(A, { op: 'replace', path: 'title', value: 'x' }, { op: 'replace', path: 'unheardOf', value: 'x' }),
    )
    expect(outcomes).toMatchObject([{ status: 400, scimType: 'invalidPath', resourceId: null }])
    expect(changes).toEqual([])
    expect(userIn(it, A)).toMatchObject({ version: 1, attributes: person('ada') })
  })

  test('users are counted, all and active ones', () => {
    const it = site()
    it.apply(
      createUser(A, person('ada')),
      createUser(B, { ...person('bob'), active: false }),
      createUser(C, person('carl')),
    )
    expect(countersIn(it)).toMatchObject({ '1/users': 3, '1/active-users': 2 })
    it.apply(replaceUser(A, 'active', false), replaceUser(B, 'title', 'x'))
    expect(countersIn(it)).toMatchObject({ '1/users': 3, '1/active-users': 1 })
    it.apply(replaceUser(A, 'active', true), replaceUser(B, 'active', true))
    expect(countersIn(it)).toMatchObject({ '1/users': 3, '1/active-users': 3 })
    expect(countersIn(it)).toEqual(recountIn(it))
    it.apply(deleteUser(A), deleteUser(B))
    expect(countersIn(it)).toMatchObject({ '1/users': 1, '1/active-users': 1 })
    expect(countersIn(it)).toEqual(recountIn(it))
  })

  test.each(['PUT', 'PATCH'] as const)('a %s without a body is a fault of ours, not an answer', (method) => {
    const it = site()
    it.apply(createUser(A, person('ada')))
    expect(() => it.apply({ method, resourceType: 'User', resourceId: A, body: null })).toThrow(
      `a ${method} of a user without a body`,
    )
  })
})

test('what is common needs one load only', () => {
  const it = new MemorySite({ batchSize: 1 })
  it.apply(createUser(A, person('ada')), createUser(B, person('bob')))
  const { rounds } = it.apply(
    createUser(C, person('carl')),
    replaceUser(A, 'title', 'x'),
    replaceUser(A, 'active', false),
    putUser(B, { ...person('bob'), title: 'x' }),
  )
  expect(rounds).toEqual([1, 1, 1, 1])
})
