/** What an erasure leaves for the walk through the history: which rows go, by which ids and by what else the person is known. */
import { initialNeed } from '@syncline/core/domain/initial-need.ts'
import type { Need } from '@syncline/core/domain/need.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { describe, expect, test } from 'vitest'
import { asked } from '../support/commands.ts'
import { accountIn, emailsIn } from '../support/memory-people.ts'
import type { MemorySite } from '../support/memory-site.ts'
import { userIn } from '../support/memory-view.ts'
import {
  FIRST,
  from,
  importAccount,
  MANAGED,
  peopleSite,
  profiled,
  SECOND,
  setPolicy,
} from '../support/people-world.ts'
import { A, B, C, D, G, H, NOBODY } from '../support/record-ids.ts'
import { createGroup, createUser, deleteUser, person } from '../support/requests.ts'

const erasing = (personId: string) => asked({ name: 'erase-person', personId, records: 'erase' })
const keyOf = (site: MemorySite, id: string) => userIn(site, id)?.key
/** What the last erasure has left, without whose it is. */
function leftBy(site: MemorySite, personId: string) {
  const { outcomes } = site.apply(erasing(personId))
  site.settle()
  const [last] = site.rows.erasures.all.slice(-1)
  expect(last).toMatchObject({ personId, operationId: outcomes[0]?.operationId })
  return { recordKeys: last?.recordKeys, subjects: last?.subjects, traces: last?.traces }
}
const NO_TRACES = { emails: [], userNames: [], externalIds: [] }

describe('is left for the walk', () => {
  test('of somebody whom no directory has: the address alone', () => {
    const site = peopleSite()
    const id = importAccount(site, MANAGED)
    expect(leftBy(site, id)).toEqual({
      recordKeys: [],
      subjects: [id],
      traces: { ...NO_TRACES, emails: [MANAGED.email] },
    })
  })

  test('of a user without an account or an address: its names', () => {
    const site = peopleSite()
    site.apply(...from(FIRST, createUser(A, { userName: 'Nobody' })))
    const key = keyOf(site, A)
    expect(leftBy(site, A)).toEqual({
      recordKeys: [key],
      subjects: [A],
      traces: { ...NO_TRACES, userNames: [[FIRST, 'nobody']] },
    })
  })

  test.each<[string, JsonObject, readonly string[]]>([
    ['the userName, where it is one', { userName: 'Ada@Example.com' }, ['ada@example.com']],
    [
      'all that there are, each once',
      {
        userName: 'ada',
        emails: [
          { value: 'Z@x.example', type: 'home' },
          { value: 'ada@example.com', type: 'work', primary: true },
          { value: 'B@x.example' },
          { value: 'z@x.example' },
        ],
      },
      ['ada@example.com', 'b@x.example', 'z@x.example'],
    ],
  ])('of addresses %s', (_, attributes, emails) => {
    const site = peopleSite()
    site.apply(...from(FIRST, createUser(A, attributes)))
    expect(leftBy(site, accountIn(site, 'ada@example.com').id).traces?.emails).toEqual(emails)
  })

  test('of two directories what each of them has, in the order in which they came', () => {
    const site = peopleSite()
    setPolicy(site, SECOND, { phase: 'reviewing' })
    site.apply(
      ...from(SECOND, createUser(D, profiled(MANAGED.email, { userName: 'Ada.Two' }))),
      ...from(FIRST, createUser(A, profiled(MANAGED.email, { externalId: 'X1' })), createUser(B, person('bob'))),
    )
    const id = accountIn(site, MANAGED.email).id
    const keys = [keyOf(site, A), keyOf(site, D)]
    const left = leftBy(site, id)
    expect(new Set(left.recordKeys)).toEqual(new Set(keys))
    expect({ ...left, recordKeys: null }).toEqual({
      recordKeys: null,
      subjects: [id, D, A],
      traces: {
        emails: [MANAGED.email],
        userNames: [
          [SECOND, 'ada.two'],
          [FIRST, 'ada'],
        ],
        externalIds: [[FIRST, 'X1']],
      },
    })
    expect(emailsIn(site)).toEqual(['bob@example.com'])
  })

  test('of whoever is deleted in a pause also the row that waits for its end', () => {
    const site = peopleSite()
    site.apply(...from(FIRST, createUser(A, profiled(MANAGED.email))))
    const [id, key] = [accountIn(site, MANAGED.email).id, keyOf(site, A)]
    setPolicy(site, FIRST, { paused: 'hold' })
    site.apply(...from(FIRST, deleteUser(A)))
    expect(leftBy(site, id)).toEqual({
      recordKeys: [key],
      subjects: [id],
      traces: { ...NO_TRACES, emails: [MANAGED.email] },
    })
    expect(site.rows.userLinks.all).toEqual([])
  })
})

test('an erasure has a batch of its own', () => {
  const site = peopleSite()
  const id = importAccount(site, MANAGED)
  const { rounds, outcomes } = site.apply(
    ...from(FIRST, createUser(B, person('bob')), createGroup(G, 'One', [B])),
    erasing(id),
    ...from(FIRST, createUser(C, person('cyd')), createGroup(H, 'Two', [C])),
  )
  expect(rounds).toHaveLength(3)
  expect(outcomes.map(({ status }) => status)).toEqual([201, 201, 200, 201, 201])
})

test('whoever is not there is not found, in words', () => {
  const { outcomes } = peopleSite().apply(erasing(NOBODY))
  expect(outcomes).toMatchObject([{ status: 404, detail: 'The site has no such person.' }])
})

test('the id may be of an account, a user, or of somebody who is erased', () => {
  const need = initialNeed([{ directoryId: 0, ...erasing(A) } as Operation], new Map())
  const asks = (Object.keys(need) as (keyof Need)[]).filter((part) => need[part].size > 0)
  expect(asks.sort()).toEqual(['accountIds', 'persons', 'userIds'])
  expect([need.accountIds, need.userIds, need.persons]).toEqual([new Set([A]), new Set([A]), new Set([A])])
})
