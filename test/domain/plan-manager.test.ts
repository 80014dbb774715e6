/** References that an operation makes: the manager of a user, the members of a group. They count as of that moment. */
import type { Planned } from '@syncline/core/domain/plan.ts'
import { managerIdOf } from '@syncline/core/scim/manager.ts'
import { describe, expect, test } from 'vitest'
import type { Request } from '../support/lane.ts'
import { MemorySite } from '../support/memory-site.ts'
import { directoryPolicy } from '../support/policies.ts'
import { planHistory, statusesOf } from '../support/pure-plan.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteUser,
  patchUser,
  putUser,
  replaceMembers,
  replaceUser,
} from '../support/requests.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const [A, B, C, G] = ['a', 'b', 'c', 'd'].map((letter) => `0190aaaa-0000-7000-8000-00000000000${letter}`) as [
  string,
  string,
  string,
  string,
]
const user = (id: string, manager?: string) =>
  createUser(id, {
    userName: `name ${id}`,
    ...(manager === undefined ? {} : { [ENTERPRISE]: { manager: { value: manager } } }),
  })
const setManager = (id: string, manager: string) => replaceUser(id, `${ENTERPRISE}:manager`, { value: manager })
const managerIn = ({ state }: Planned, id: string) => {
  const key = state.userIds.find(id)
  const found = key === undefined ? undefined : state.users.get(key)
  return found === undefined ? undefined : managerIdOf(found.attributes)
}

describe('a manager', () => {
  test.each<[string, Request[], number[]]>([
    ['is a user that an earlier operation of the batch has created', [user(A), user(B, A)], [201, 201]],
    ['may be the user itself', [user(A), setManager(A, A)], [201, 200]],
    ['may report to whom it manages', [user(A), user(B, A), setManager(A, B)], [201, 201, 200]],
    ['is not one whom a later operation creates', [user(B, A), user(A)], [400, 201]],
    ['is not one whom an earlier operation has deleted', [user(A), deleteUser(A), user(B, A)], [201, 204, 400]],
    ['is no group', [createGroup(G, 'Staff'), user(B, G)], [201, 400]],
    ['is no text that is no id', [user(A, 'CN=Boss'), user(B, A.toUpperCase())], [400, 400]],
  ])('%s', (_, history, statuses) => {
    expect(statusesOf(planHistory(history))).toEqual(statuses)
  })

  test('who does not exist is invalidValue, names no value, and changes nothing', () => {
    const planned = planHistory([user(A), patchUser(A, { op: 'add', path: 'title', value: 'x' }, managerOp(B))])
    const [, refused] = planned.outcomes
    expect(refused).toMatchObject({ status: 400, scimType: 'invalidValue', detail: expect.stringContaining('manager') })
    expect(refused?.detail).not.toContain(B)
    expect(planned.state.users.written().inserted[0]).toMatchObject({
      version: 1,
      attributes: { userName: `name ${A}` },
    })
  })

  test('is looked for before the name is: 400 comes before 409', () => {
    const taken = { userName: `name ${A}`, [ENTERPRISE]: { manager: { value: C } } }
    expect(statusesOf(planHistory([user(A), createUser(B, taken)]))).toEqual([201, 400])
  })

  test('who is gone costs nobody a change, and other changes are not refused for it', () => {
    const planned = planHistory([
      user(A),
      user(B, A),
      deleteUser(A),
      replaceUser(B, 'title', 'x'),
      putUser(B, { userName: 'b', [ENTERPRISE]: { manager: { value: A } } }),
    ])
    expect(statusesOf(planned)).toEqual([201, 201, 204, 200, 200])
    expect(planned.outcomes.map(({ version }) => version)).toEqual([1, 1, null, 2, 3])
    const [, , gone] = planned.outcomes
    const changes = planned.changes.filter(({ operationId }) => operationId === gone?.operationId)
    expect(changes.map(({ subjectId }) => subjectId)).toEqual([A, A])
  })

  test('who is gone and left out by a PUT of what was read is no change; with another one it is', () => {
    const gone = [user(A), user(B, A), user(C), deleteUser(A)]
    const put = putUser(B, { userName: `name ${B}` })
    expect(planHistory([...gone, put]).outcomes.at(-1)).toMatchObject({ status: 200, version: 1 })
    expect(planHistory([...gone, setManager(B, C)]).outcomes.at(-1)).toMatchObject({ status: 200, version: 2 })
    expect(planHistory([user(A), user(B, A), put]).outcomes.at(-1)).toMatchObject({ status: 200, version: 2 })
  })

  test('is taken away by a replace with nothing', () => {
    const planned = planHistory([user(A), user(B, A), patchUser(B, { op: 'replace', path: 'manager', value: null })])
    expect(managerIn(planned, B)).toBeNull()
  })

  test('that is sent as empty is none where requests are read leniently, and refused where strictly', () => {
    expect(managerIn(planHistory([user(A, '')]), A)).toBeNull()
    const strict = new MemorySite({ directories: [directoryPolicy({ mode: 'strict' })] })
    expect(strict.apply(user(A, '')).outcomes).toMatchObject([{ status: 400, scimType: 'invalidValue' }])
  })
})

describe('a directory that skips unknown references', () => {
  const skipping = (history: Request[]) => planHistory(history, 'workforce', 'skip')

  test('leaves an unknown manager out of POST, PUT and PATCH, and says so in the outcome', () => {
    const planned = skipping([
      user(A, C),
      setManager(A, C),
      putUser(A, { userName: 'a', title: 'x', [ENTERPRISE]: { division: 'D', manager: { value: C } } }),
    ])
    expect(statusesOf(planned)).toEqual([201, 200, 200])
    expect(planned.outcomes.map(({ version }) => version)).toEqual([1, 1, 2])
    expect(planned.outcomes[0]?.resource).toEqual({ userName: `name ${A}` })
    expect(planned.outcomes[2]?.resource).toEqual({ userName: 'a', title: 'x', [ENTERPRISE]: { division: 'D' } })
  })

  test('takes the manager away who is replaced by an unknown one', () => {
    expect(managerIn(skipping([user(A), user(B, A), setManager(B, C)]), B)).toBeNull()
  })

  test('takes the members that there are', () => {
    const planned = skipping([
      user(A),
      user(B),
      createGroup(G, 'Staff', [A, C, 'no id']),
      addMembers(G, C, B),
      replaceMembers(G, C, B),
      addMembers(G, C),
    ])
    expect(statusesOf(planned)).toEqual([201, 201, 201, 200, 200, 200])
    expect(planned.outcomes.slice(2).map(({ version }) => version)).toEqual([1, 2, 3, 3])
    const key = planned.state.userIds.find(B)
    expect(planned.state.members.written().inserted.map(({ memberKey }) => memberKey)).toEqual([key])
  })

  test('without it the operation is refused as a whole', () => {
    const planned = planHistory([user(A), createGroup(G, 'Staff'), addMembers(G, A, C)])
    expect(statusesOf(planned)).toEqual([201, 201, 400])
    expect(planned.state.members.written().inserted).toEqual([])
  })
})

function managerOp(id: string) {
  return { op: 'add', path: `${ENTERPRISE}:manager`, value: { value: id } } as const
}
