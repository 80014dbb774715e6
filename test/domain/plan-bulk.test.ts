/**
 * What holds between the operations of a Bulk request (RFC 7644 §3.7): failOnErrors, references to what failed, and circles,
 * however the request is cut into batches.
 */
import type { BulkPlace } from '@syncline/core/domain/operation.ts'
import { describe, expect, test } from 'vitest'
import { BULK, bulkPlace } from '../support/bulk-place.ts'
import { DOOR, DOOR_SCHEMAS } from '../support/door-schema.ts'
import type { Request } from '../support/lane.ts'
import { recountIn } from '../support/memory-recount.ts'
import { CUTS, type MemoryRequest, MemorySite } from '../support/memory-site.ts'
import { countersIn, groupIn, membersIn, userIn } from '../support/memory-view.ts'
import { directoryPolicy } from '../support/policies.ts'
import { memoryUuid } from '../support/pure-plan.ts'
import { A, B, C, G, H, NOBODY } from '../support/record-ids.ts'
import { addMembers, createGroup, createUser, deleteUser, person } from '../support/requests.ts'
import { ENTERPRISE } from '../support/urns.ts'

const operationId = (index: number) => memoryUuid('b', index)
/** Operation `index` of the request, which refers to these others. */
function at(
  index: number,
  request: Request,
  dependsOn: readonly number[] = [],
  place: Partial<BulkPlace> = {},
): MemoryRequest {
  return {
    ...request,
    id: operationId(index),
    bulk: bulkPlace(index, { dependsOn: dependsOn.map(operationId), ...place }),
  }
}
const circle = (index: number, request: Request, cycle: { first: number; size: number }, dependsOn: number[] = []) =>
  at(index, request, dependsOn, { cycle })

const ada = createUser(A, person('ada'))
const again = createUser(C, person('ada'))
const bob = createUser(B, person('bob'))
const fails = deleteUser(NOBODY)
const skipped = { status: 424, scimType: null, detail: expect.stringContaining('failOnErrors'), resourceId: null }
const refers = (index: number) => ({ status: 409, detail: expect.stringContaining(`Operations[${index}]`) })

describe.each(CUTS)('a Bulk request, $cut', ({ batchSize }) => {
  function site(failOnErrors: number | null = null): MemorySite {
    const it = new MemorySite({ batchSize, directories: [directoryPolicy({ schemas: DOOR_SCHEMAS })] })
    it.bulks.add(BULK, failOnErrors)
    return it
  }

  test.each<[string, number | null, MemoryRequest[], object[], { errors: number; stopped: boolean }]>([
    [
      'goes on after errors, as many as there are',
      null,
      [at(0, fails), at(1, fails), at(2, ada)],
      [{ status: 404 }, { status: 404 }, { status: 201 }],
      { errors: 2, stopped: false },
    ],
    [
      'goes on while there are fewer errors than failOnErrors',
      2,
      [at(0, fails), at(1, ada)],
      [{ status: 404 }, { status: 201 }],
      { errors: 1, stopped: false },
    ],
    [
      'is stopped by as many errors as failOnErrors: what follows is not processed and no error',
      2,
      [at(0, fails), at(1, ada), at(2, fails), at(3, bob), at(4, fails)],
      [{ status: 404 }, { status: 201 }, { status: 404 }, skipped, skipped],
      { errors: 2, stopped: true },
    ],
    [
      'counts a refusal that was decided when it was accepted',
      1,
      [at(0, fails, [], { refusal: { status: 400, scimType: 'invalidPath', detail: 'no' } }), at(1, ada)],
      [{ status: 400, scimType: 'invalidPath', detail: 'no' }, skipped],
      { errors: 1, stopped: true },
    ],
    [
      'refuses what refers to an operation that failed, and what refers to that, with the index',
      null,
      [at(0, fails), at(1, createGroup(G, 'Staff'), [0]), at(2, createGroup(H, 'Crew'), [1]), at(3, ada)],
      [{ status: 404 }, refers(0), refers(1), { status: 201 }],
      { errors: 3, stopped: false },
    ],
    [
      'applies what refers to an operation that succeeded',
      null,
      [at(0, ada), at(1, createGroup(G, 'Staff', [A]), [0])],
      [{ status: 201 }, { status: 201 }],
      { errors: 0, stopped: false },
    ],
    [
      'looks at a reference to what was not processed as not processed',
      1,
      [at(0, fails), at(1, ada), at(2, addMembers(G, A), [1])],
      [{ status: 404 }, skipped, skipped],
      { errors: 1, stopped: true },
    ],
  ])('%s', (_, failOnErrors, operations, outcomes, progress) => {
    const it = site(failOnErrors)
    expect(it.apply(...operations).outcomes).toMatchObject(outcomes)
    expect(it.bulks.progress(BULK)).toEqual({ ...progress, settled: operations.length })
  })

  test('is not disturbed by another one, nor by operations of none', () => {
    const it = site(1)
    const other = '0190dddd-1111-7000-8000-000000000002'
    it.bulks.add(other, 1)
    const { outcomes } = it.apply(
      at(0, fails),
      fails,
      { ...bob, id: operationId(10), bulk: bulkPlace(0, { id: other }) },
      at(1, ada),
    )
    expect(outcomes).toMatchObject([{ status: 404 }, { status: 404 }, { status: 201 }, skipped])
    expect(it.bulks.progress(other)).toEqual({ settled: 1, errors: 0, stopped: false })
  })

  describe('with operations that refer to each other in a circle', () => {
    const pair = { first: 0, size: 2 }
    const boss = (id: string, userName: string, manager: string, more = {}) =>
      createUser(id, { ...person(userName), [ENTERPRISE]: { manager: { value: manager } }, ...more })

    test('creates all of them, each knowing the others', () => {
      const it = site()
      const three = { first: 0, size: 3 }
      const { outcomes, changes } = it.apply(
        circle(0, createGroup(G, 'Staff', [H, A]), three, [1, 2]),
        circle(1, createGroup(H, 'Crew', [G]), three, [0]),
        circle(2, boss(A, 'ada', A), three, [2]),
      )
      expect(outcomes).toMatchObject([
        { operationId: operationId(0), status: 201, resourceId: G },
        { operationId: operationId(1), status: 201, resourceId: H },
        {
          operationId: operationId(2),
          status: 201,
          resourceId: A,
          resource: { [ENTERPRISE]: { manager: { value: A } } },
        },
      ])
      expect([membersIn(it, G), membersIn(it, H)]).toEqual([[A, H], [G]])
      expect(it.rows.members.all.map(({ nested }) => nested).sort()).toEqual([false, true, true])
      const created = changes.filter(({ kind, subjectType }) => kind === 'created' && /User|Group/.test(subjectType))
      expect(created.map((change) => [change.operationId, change.subjectId])).toEqual([
        [operationId(0), G],
        [operationId(1), H],
        [operationId(2), A],
      ])
      expect(it.bulks.progress(BULK)).toEqual({ settled: 3, errors: 0, stopped: false })
      expect(countersIn(it)).toEqual(recountIn(it))
    })

    test.each<[string, MemoryRequest[], object[]]>([
      [
        'one of them is refused for its name',
        [circle(0, createGroup(G, 'Taken', [H]), pair, [1]), circle(1, createGroup(H, 'Crew', [G]), pair, [0])],
        [
          { status: 409, scimType: 'uniqueness' },
          { ...refers(0), scimType: null },
        ],
      ],
      [
        'the last one is refused for a member',
        [circle(0, createGroup(G, 'Staff', [H]), pair, [1]), circle(1, createGroup(H, 'Crew', [G, NOBODY]), pair, [0])],
        [refers(1), { status: 400, scimType: 'invalidValue' }],
      ],
      [
        'two of them want one name',
        [circle(0, createGroup(G, 'Staff', [H]), pair, [1]), circle(1, createGroup(H, 'STAFF', [G]), pair, [0])],
        [refers(1), { status: 409, scimType: 'uniqueness', detail: expect.stringMatching(/^displayName/) }],
      ],
      [
        'two of them want one unique value',
        [
          circle(0, boss(A, 'ada', B, { [DOOR]: { number: '1' } }), pair, [1]),
          circle(1, boss(B, 'bob', A, { [DOOR]: { number: '1' } }), pair, [0]),
        ],
        [
          refers(1),
          {
            status: 409,
            scimType: 'uniqueness',
            detail: 'A unique value is already used by another user of this directory.',
          },
        ],
      ],
      [
        'one of them was refused when it was accepted',
        [
          circle(0, createGroup(G, 'Staff', [H]), pair, [1]),
          at(1, createGroup(H, 'Crew'), [0], { cycle: pair, refusal: { status: 400, scimType: null, detail: 'no' } }),
        ],
        [refers(1), { status: 400, detail: 'no' }],
      ],
      [
        'both are refused for themselves',
        [circle(0, createGroup(G, 'Taken', [H]), pair, [1]), circle(1, createGroup(H, 'Taken', [G]), pair, [0])],
        [
          { status: 409, scimType: 'uniqueness' },
          { status: 409, scimType: 'uniqueness' },
        ],
      ],
    ])('creates none of them when %s', (_, operations, outcomes) => {
      const it = site()
      it.apply(createGroup('0190bbbb-0000-7000-8000-00000000000f', 'Taken'))
      // None of them can be named afterwards, and their names are free.
      const after = [createGroup(G, 'Staff', [H]), createUser(A, { userName: 'ada' }), createGroup(H, 'Staff')]
      const applied = it.apply(...operations, ...after)
      expect(applied.outcomes).toMatchObject([...outcomes, { status: 400 }, { status: 201 }, { status: 201 }])
      const told = applied.changes.map(({ operationId: of }) => of)
      expect(operations.filter(({ id = '' }) => told.includes(id))).toEqual([])
      expect([groupIn(it, G), userIn(it, B)]).toEqual([undefined, undefined])
      expect(it.bulks.progress(BULK)).toMatchObject({ settled: 2, errors: 2 })
    })

    test('a user and a group of a circle may have one name', () => {
      const it = site()
      const { outcomes } = it.apply(
        circle(0, createGroup(G, 'ada', [A]), pair, [1]),
        circle(1, boss(A, 'ada', A), pair, [0]),
      )
      expect(outcomes.map(({ status }) => status)).toEqual([201, 201])
    })

    test('and what refers to a circle that failed fails with the index of what it refers to', () => {
      const it = site()
      const { outcomes } = it.apply(
        circle(0, createGroup(G, 'Staff', [H, NOBODY]), pair, [1]),
        circle(1, createGroup(H, 'Crew', [G]), pair, [0]),
        at(2, addMembers(H, A), [1]),
      )
      expect(outcomes).toMatchObject([{ status: 400 }, refers(0), refers(1)])
    })

    test('none of which is processed when the request is stopped', () => {
      const it = site(1)
      const later = { first: 1, size: 2 }
      const { outcomes } = it.apply(
        at(0, fails),
        circle(1, createGroup(G, 'Staff', [H]), later, [2]),
        circle(2, createGroup(H, 'Crew', [G]), later, [1]),
      )
      expect(outcomes).toMatchObject([{ status: 404 }, skipped, skipped])
      expect(it.bulks.progress(BULK)).toEqual({ settled: 3, errors: 1, stopped: true })
    })

    test('of which the failure stops the request by its first error, the others are not processed', () => {
      const it = site(1)
      const { outcomes } = it.apply(
        circle(0, createGroup(G, 'Staff', [H, NOBODY]), pair, [1]),
        circle(1, createGroup(H, 'Crew', [G]), pair, [0]),
        at(2, ada),
      )
      expect(outcomes).toMatchObject([{ status: 400 }, skipped, skipped])
      expect(it.bulks.progress(BULK)).toEqual({ settled: 3, errors: 1, stopped: true })
    })
  })

  test('an operation of a circle that creates nothing is a fault of ours, not an answer', () => {
    const it = site()
    const update = { ...createGroup(G, 'x'), body: null }
    expect(() => it.apply(circle(0, update, { first: 0, size: 1 }))).toThrow('creates nothing')
  })

  test('a directory that was not loaded is a fault of ours, not an answer', () => {
    const it = site()
    const lost = circle(0, createGroup(G, 'Staff'), { first: 0, size: 1 })
    expect(() => it.apply({ ...lost, directoryId: 9 })).toThrow('directory 9 was not loaded')
  })

  test('a request that was not loaded is a fault of ours, not an answer', () => {
    const it = new MemorySite({ batchSize })
    expect(() => it.apply(at(0, again))).toThrow(`bulk ${BULK} was not loaded`)
  })
})
