/** The plan as a whole: one outcome an operation, the same however they are cut; what is missing is said, never guessed. */
import { nothingLoaded } from '@syncline/core/domain/loaded.ts'
import { emptyNeed } from '@syncline/core/domain/need.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import { plan } from '@syncline/core/domain/plan.ts'
import type { PlanContext } from '@syncline/core/domain/plan-context.ts'

import { describe, expect, test } from 'vitest'
import type { Request } from '../support/lane.ts'
import { recountIn } from '../support/memory-recount.ts'
import { CUTS, MemorySite } from '../support/memory-site.ts'
import { countersIn, imageOf, membersIn, peopleIn, userIn } from '../support/memory-view.ts'
import { directoryPolicy, SITE_POLICY } from '../support/policies.ts'
import { memoryUuid, NOW, planHistory } from '../support/pure-plan.ts'
import { A, B, C, D, G, H, I } from '../support/record-ids.ts'
import * as requests from '../support/requests.ts'
import { ENTERPRISE } from '../support/urns.ts'

const { createUser, createGroup, person, replaceUser, deleteUser } = requests
const mail = (id: string, value: string) => replaceUser(id, 'emails', [{ value, type: 'work', primary: true }])

/** What depends on what an operation before it has done. */
const HISTORIES: readonly (readonly [string, readonly Request[]])[] = [
  [
    'names that go from hand to hand',
    [
      createUser(A, person('ada')),
      createUser(B, person('bob')),
      replaceUser(A, 'userName', 'x'),
      replaceUser(B, 'userName', 'ada'),
      replaceUser(A, 'userName', 'bob'),
      deleteUser(B),
      createUser(C, person('ADA', 'c@example.com')),
      createGroup(G, 'One'),
      createGroup(H, 'Two'),
      requests.renameGroup(G, 'Three'),
      requests.renameGroup(H, 'One'),
      requests.deleteGroup(G),
      createGroup(I, 'three'),
    ],
  ],
  [
    'addresses that somebody waits for',
    [
      createUser(A, person('ada')),
      createUser(B, person('b', 'ada@example.com')),
      createUser(C, person('c', 'ada@example.com')),
      createGroup(G, 'Staff', [A, B, C]),
      deleteUser(A),
      createUser(D, person('d')),
      mail(D, 'ada@example.com'),
      mail(B, 'd@example.com'),
      mail(B, 'b@example.com'),
    ],
  ],
  [
    'members of all kinds, who come and go',
    [
      createUser(A, person('ada')),
      createUser(B, { userName: 'no address' }),
      createGroup(G, 'Staff', [A, B]),
      createGroup(H, 'Crew', [G, A]),
      requests.addMembers(G, H),
      requests.replaceMembers(H, B),
      requests.removeMembers(G, A),
      requests.addMembers(G, A),
      mail(B, 'bob@example.com'),
      requests.replaceMembers(G),
      requests.addMembers(G, B),
      requests.deleteGroup(H),
      deleteUser(B),
    ],
  ],
  [
    'managers who are there, gone and back',
    [
      createUser(A, person('ada')),
      createUser(B, { ...person('bob'), [ENTERPRISE]: { manager: { value: A } } }),
      createUser(C, { ...person('carl'), [ENTERPRISE]: { manager: { value: D } } }),
      deleteUser(A),
      replaceUser(B, 'title', 'x'),
      requests.putUser(B, person('bob')),
      replaceUser(B, `${ENTERPRISE}:manager`, { value: A }),
    ],
  ],
  [
    'people who are switched off and on',
    [
      createUser(A, { ...person('ada'), active: false }),
      createGroup(G, 'Staff', [A]),
      replaceUser(A, 'active', true),
      replaceUser(A, 'active', false),
      deleteUser(A),
      createUser(B, person('ada')),
      requests.addMembers(G, B),
    ],
  ],
]

describe.each(HISTORIES)('%s', (_, history) => {
  // In the tests and not before them: what breaks while tests are collected is nobody's failure.
  const inOneBatch = () => {
    const whole = new MemorySite()
    return { whole, outcomes: whole.apply(...history).outcomes }
  }

  test.each([1, 2, 3, 5])('make the same site in batches of %i as in one', (batchSize) => {
    const { whole, outcomes } = inOneBatch()
    const cut = new MemorySite({ batchSize })
    expect(cut.apply(...history).outcomes).toEqual(outcomes)
    expect(imageOf(cut)).toEqual(imageOf(whole))
  })

  test('are counted exactly', () => {
    const { whole } = inOneBatch()
    expect(countersIn(whole)).toEqual(recountIn(whole))
  })
})

describe.each(CUTS)('a request whose credential was revoked with what it had sent, $cut', ({ batchSize }) => {
  test('is 401 and has no effect; others are applied', () => {
    const it = new MemorySite({ batchSize, droppedCredentials: [7] })
    const { outcomes, changes } = it.apply(
      { ...createUser(A, person('ada')), credentialId: 7 },
      { ...createUser(B, person('bob')), credentialId: 8 },
      createUser(C, person('carl')),
    )
    expect(outcomes.map(({ status }) => status)).toEqual([401, 201, 201])
    expect(outcomes[0]).toMatchObject({ detail: expect.stringContaining('revoked'), scimType: null })
    expect(userIn(it, A)).toBeUndefined()
    expect(changes.some(({ operationId }) => operationId === outcomes[0]?.operationId)).toBe(false)
  })
})

test('where no credential was revoked with what it had sent, none is taken for one', () => {
  const { outcomes } = planHistory([{ ...createUser(A, person('ada')), credentialId: 7 }])
  expect(outcomes.map(({ status }) => status)).toEqual([201])
})

describe('what is missing', () => {
  const operation = (request: Request, seq = 1): Operation => ({
    id: memoryUuid('e', seq),
    siteId: 1,
    directoryId: 1,
    credentialId: null,
    actor: 'test',
    resourceId: A,
    ifMatch: null,
    secretSent: false,
    seq,
    ...request,
  })
  const context: PlanContext = {
    now: NOW,
    nextKey: 100,
    site: SITE_POLICY,
    directories: new Map([[1, directoryPolicy()]]),
    guarding: false,
    newId: () => memoryUuid('d', 1),
  }
  const planned = (...history: Request[]) =>
    plan(
      context,
      history.map((request, at) => operation(request, at)),
      [nothingLoaded(emptyNeed())],
    )

  test.each<[string, Request, object]>([
    ['a user by its id', replaceUser(A, 'title', 'x'), { userIds: new Set([A]) }],
    ['a group by its id', requests.renameGroup(G, 'x'), { groupIds: new Set([G]) }],
    ['who has a name', createUser(A, { userName: 'Ada' }), { userNames: new Set(['1\u0000ada']) }],
    ['which group has a name', createGroup(G, 'Staff'), { groupNames: new Set(['1\u0000staff']) }],
    ['who a member is', createGroup(G, 'Staff', [B]), { memberIds: new Set([B]) }],
  ])('is said: %s', (_, request, need) => {
    const result = planned(request)
    expect(result).toMatchObject({ kind: 'missing', need })
  })

  test('is said of all operations at once', () => {
    expect(planned(replaceUser(A, 'title', 'x'), deleteUser(B), replaceUser(C, 'title', 'x'))).toMatchObject({
      kind: 'missing',
      need: { userIds: new Set([A, B, C]) },
    })
  })

  test('is nothing for no operations: there is nothing to do', () => {
    expect(planned()).toMatchObject({ kind: 'planned', outcomes: [], changes: [], bulks: [] })
  })

  test('is never a directory: that it was not loaded is a fault of ours', () => {
    const lost = { ...operation(createUser(A, person('ada'))), directoryId: 9 }
    expect(() => plan(context, [lost], [nothingLoaded(emptyNeed())])).toThrow('directory 9 was not loaded')
  })
})

test('a record that is named in a later round has its group and account by then', () => {
  const it = new MemorySite({ batchSize: 1 })
  it.apply(createUser(A, person('ada')), createGroup(G, 'Staff', [A]), createGroup(H, 'Crew'))
  it.apply(createUser(B, person('b', 'ada@example.com')), requests.addMembers(G, B))
  expect([peopleIn(it, 'Staff'), membersIn(it, G)]).toEqual([['ada@example.com'], [A, B]])
  it.apply(deleteUser(A))
  expect([peopleIn(it, 'Staff'), membersIn(it, G)]).toEqual([['ada@example.com'], [B]])
})
