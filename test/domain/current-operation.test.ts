/** Schemas may change between the accepting of an operation and its turn: it is applied as those of its turn let it in. */
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { describe, expect, test } from 'vitest'
import { DOOR, DOOR_SCHEMAS } from '../support/door-schema.ts'
import { CUTS, MemorySite } from '../support/memory-site.ts'
import { groupIn, userIn } from '../support/memory-view.ts'
import { directoryPolicy } from '../support/policies.ts'
import { A, G, NOBODY } from '../support/record-ids.ts'
import { createGroup, createUser, putUser, replaceUser } from '../support/requests.ts'
import { ENTERPRISE } from '../support/urns.ts'

const withDoor = { userName: 'ada', [DOOR]: { number: '1' } }

describe.each(CUTS)('an operation, $cut', ({ batchSize }) => {
  const site = (mode: 'lenient' | 'strict', schemas = RESOURCE_TYPES) =>
    new MemorySite({ batchSize, directories: [directoryPolicy({ mode, schemas })] })

  test('that the schemas of now let in as it is, is applied and answered as it is', () => {
    const it = site('strict', DOOR_SCHEMAS)
    expect(it.apply(createUser(A, withDoor)).outcomes).toMatchObject([{ status: 201, resource: null }])
    expect(userIn(it, A)?.attributes).toEqual(withDoor)
  })

  test('loses what no schema knows any more, and a POST is answered with what was applied', () => {
    const it = site('lenient')
    const { outcomes } = it.apply(
      createUser(A, withDoor),
      {
        ...createGroup(G, ''),
        body: { kind: 'resource', attributes: { displayName: 'Staff', [DOOR]: { number: '1' } }, members: [A] },
      },
      putUser(A, { ...withDoor, title: 'x' }),
      replaceUser(A, `${DOOR}:number`, '2'),
    )
    expect(outcomes).toMatchObject([
      { status: 201, resource: { userName: 'ada' } },
      { status: 201, resource: { displayName: 'Staff' } },
      { status: 200, version: 2, resource: { userName: 'ada', title: 'x' } },
      { status: 200, version: 2 },
    ])
    expect([outcomes[0]?.resource, userIn(it, A)?.attributes]).toEqual([
      { userName: 'ada' },
      { userName: 'ada', title: 'x' },
    ])
    expect(groupIn(it, G)).toMatchObject({ attributes: { displayName: 'Staff' }, memberCount: 1 })
  })

  test('is answered with what was applied where that is less than what is let in now', () => {
    const it = new MemorySite({ batchSize, directories: [directoryPolicy({ unknownReferences: 'skip' })] })
    const { outcomes } = it.apply(createUser(A, { ...withDoor, [ENTERPRISE]: { manager: { value: NOBODY } } }))
    expect(outcomes[0]?.resource).toEqual({ userName: 'ada' })
  })

  test('is refused where it would be refused now', () => {
    const it = site('strict')
    const { outcomes } = it.apply(createUser(A, withDoor))
    expect(outcomes).toMatchObject([{ status: 400, scimType: 'invalidSyntax', resource: null }])
    expect(userIn(it, A)).toBeUndefined()
  })
})
