/** Names, addresses and memberships that change hands within one batch: applied whole, as if one after another. */

import { migrate } from '@syncline/core/storage/migrate.ts'
import { ensurePartitions } from '@syncline/core/storage/partition.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openTestLane, type Request, type TestLane } from '../support/lane.ts'
import {
  addMembers,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  person,
  putUser,
  removeMembers,
  renameGroup,
  replaceMembers,
  replaceUser,
} from '../support/requests.ts'
import { readSiteImage, type SiteImage } from '../support/site-image.ts'
import { createTenant } from '../support/tenant.ts'

const [A, B, C] = [
  '0190aaaa-0000-7000-8000-00000000000a',
  '0190aaaa-0000-7000-8000-00000000000b',
  '0190aaaa-0000-7000-8000-00000000000c',
]
const [G, H] = ['0190bbbb-0000-7000-8000-000000000001', '0190bbbb-0000-7000-8000-000000000002']
const mail = (value: string) => [{ value, type: 'work', primary: true }]

const CASES: { title: string; before: Request[]; batch: Request[]; expected: Partial<Record<string, unknown>> }[] = [
  {
    title: 'two users swap their names',
    before: [createUser(A, person('ada')), createUser(B, person('bob'))],
    batch: [replaceUser(A, 'userName', 'tmp'), replaceUser(B, 'userName', 'ada'), replaceUser(A, 'userName', 'bob')],
    expected: { names: { [A]: 'bob', [B]: 'ada' }, statuses: [200, 200, 200] },
  },
  {
    title: 'two users swap names that differ in Turkish and German letters',
    before: [createUser(A, person('İREM')), createUser(B, person('Straße'))],
    batch: [
      replaceUser(A, 'userName', 'ırmak'),
      replaceUser(B, 'userName', 'i̇rem'),
      replaceUser(A, 'userName', 'STRASSE'),
    ],
    expected: { names: { [A]: 'strasse', [B]: 'i̇rem' }, statuses: [200, 200, 200] },
  },
  {
    title: 'two users swap their addresses without a step between',
    before: [createUser(A, person('ada')), createUser(B, person('bob'))],
    batch: [replaceUser(A, 'emails', mail('bob@example.com')), replaceUser(B, 'emails', mail('ada@example.com'))],
    expected: { owners: { 'bob@example.com': A, 'ada@example.com': B }, holds: [], statuses: [200, 200] },
  },
  {
    title: 'two users swap their addresses over a third one',
    before: [createUser(A, person('ada')), createUser(B, person('bob'))],
    batch: [
      replaceUser(A, 'emails', mail('tmp@example.com')),
      replaceUser(B, 'emails', mail('ada@example.com')),
      replaceUser(A, 'emails', mail('bob@example.com')),
    ],
    expected: { owners: { 'bob@example.com': A, 'ada@example.com': B }, holds: [], statuses: [200, 200, 200] },
  },
  {
    title: 'three users pass their addresses on in a ring',
    before: [createUser(A, person('ada')), createUser(B, person('bob')), createUser(C, person('cyd'))],
    batch: [
      replaceUser(A, 'emails', mail('bob@example.com')),
      replaceUser(B, 'emails', mail('cyd@example.com')),
      replaceUser(C, 'emails', mail('ada@example.com')),
    ],
    expected: {
      owners: { 'bob@example.com': A, 'cyd@example.com': B, 'ada@example.com': C },
      holds: [],
      statuses: [200, 200, 200],
    },
  },
  {
    title: 'names move along a chain: a to b to c',
    before: [createUser(A, person('ada')), createUser(B, person('bob'))],
    batch: [replaceUser(B, 'userName', 'cyd'), replaceUser(A, 'userName', 'bob')],
    expected: { names: { [A]: 'bob', [B]: 'cyd' }, statuses: [200, 200] },
  },
  {
    title: 'a user is renamed from a to b to c',
    before: [createUser(A, person('ada'))],
    batch: [replaceUser(A, 'userName', 'bob'), replaceUser(A, 'userName', 'cyd')],
    expected: { names: { [A]: 'cyd' }, statuses: [200, 200] },
  },
  {
    title: 'a user is deleted and another created with its name and address',
    before: [createUser(A, person('ada'))],
    batch: [deleteUser(A), createUser(B, person('ADA', 'ADA@example.com'))],
    expected: { names: { [B]: 'ada' }, owners: { 'ada@example.com': B }, holds: [], statuses: [204, 201] },
  },
  {
    title: 'a group is deleted and another created with its name',
    before: [createUser(A, person('ada')), createGroup(G, 'Ekip İ', [A])],
    batch: [deleteGroup(G), createGroup(H, 'EKİP İ', [A])],
    expected: { groups: { [H]: 1 }, siteMembers: 1, statuses: [204, 201] },
  },
  {
    title: 'two groups swap their names over a third one',
    before: [createGroup(G, 'One'), createGroup(H, 'Two')],
    batch: [renameGroup(G, 'Tmp'), renameGroup(H, 'One'), renameGroup(G, 'Two')],
    expected: { groups: { [G]: 0, [H]: 0 }, statuses: [200, 200, 200] },
  },
  {
    title: 'a member is handed over from one group to another',
    before: [createUser(A, person('ada')), createGroup(G, 'One', [A]), createGroup(H, 'Two')],
    batch: [removeMembers(G, A), addMembers(H, A)],
    expected: { groups: { [G]: 0, [H]: 1 }, siteMembers: 1, statuses: [200, 200] },
  },
  {
    title: 'a member is added, removed and added again',
    before: [createUser(A, person('ada')), createGroup(G, 'One')],
    batch: [addMembers(G, A), removeMembers(G, A), addMembers(G, A)],
    expected: { groups: { [G]: 1 }, siteMembers: 1, statuses: [200, 200, 200] },
  },
  {
    title: 'a group is emptied and filled again',
    before: [createUser(A, person('ada')), createUser(B, person('bob')), createGroup(G, 'One', [A])],
    batch: [replaceMembers(G), addMembers(G, B), addMembers(G, A)],
    expected: { groups: { [G]: 2 }, siteMembers: 2, statuses: [200, 200, 200] },
  },
  {
    title: 'a user is switched off, on and off again',
    before: [createUser(A, person('ada'))],
    batch: [replaceUser(A, 'active', false), replaceUser(A, 'active', true), replaceUser(A, 'active', false)],
    expected: { active: { [A]: false }, statuses: [200, 200, 200] },
  },
  {
    title: 'a user is created, joins a group and is deleted',
    before: [createGroup(G, 'One')],
    batch: [createUser(A, person('ada')), addMembers(G, A), deleteUser(A)],
    expected: { names: {}, groups: { [G]: 0 }, siteMembers: 0, statuses: [201, 200, 204] },
  },
  {
    title: 'a name that is taken stays taken, and the next request gets it once it is free',
    before: [createUser(A, person('ada')), createUser(B, person('bob'))],
    batch: [putUser(B, person('ada', 'b@x.org')), deleteUser(A), putUser(B, person('ada', 'b@x.org'))],
    expected: { names: { [B]: 'ada' }, statuses: [409, 204, 200] },
  },
]

type Row = Record<string, unknown>

function summary(image: SiteImage, count: number): Record<string, unknown> {
  const rows = (part: string) => (image[part] ?? []) as Row[]
  const pairs = (part: string, key: string, value: string) =>
    Object.fromEntries(rows(part).map((row) => [String(row[key]), row[value]]))
  return {
    names: pairs('users', 'id', 'user_name_key'),
    active: pairs('users', 'id', 'active'),
    owners: Object.fromEntries(
      rows('accounts')
        .filter((row) => row.owner !== null)
        .map((row) => [row.email_key, row.owner]),
    ),
    holds: image.holds,
    groups: pairs('groups', 'id', 'member_count'),
    siteMembers: rows('siteMembers').length,
    statuses: rows('outcomes')
      .slice(-count)
      .map((row) => row.status),
  }
}

describe.each([
  { server: 'the pinned locale', icuLocale: undefined },
  { server: 'a Turkish locale', icuLocale: 'tr-TR' },
])('in a database with $server', ({ icuLocale }) => {
  let database: TestDatabase
  let lane: TestLane
  const batches: number[] = []

  beforeAll(async () => {
    database = await createTestDatabase(icuLocale === undefined ? {} : { icuLocale })
    lane = openTestLane(database.url, {
      atBoundary: (boundary, operations) => {
        if (boundary === 'committed') batches.push(operations.length)
      },
    })
    if (icuLocale !== undefined) {
      await migrate(lane.pool)
      await ensurePartitions(lane.pool, new Date())
    }
  })

  afterAll(async () => {
    await lane.close()
    await database.drop()
  })

  test.each(CASES)('$title, in one batch as one by one', async ({ before, batch, expected }) => {
    const serial = await createTenant(lane.pool)
    await lane.append(serial, [...before, ...batch])
    await lane.drain(serial, 1)

    const whole = await createTenant(lane.pool)
    await lane.apply(whole, before)
    batches.length = 0
    await lane.apply(whole, batch)

    expect(batches).toEqual([batch.length])
    const image = await readSiteImage(lane.pool, whole.site.id)
    expect(image).toEqual(await readSiteImage(lane.pool, serial.site.id))
    expect(summary(image, batch.length)).toMatchObject(expected)
    if (expected.names !== undefined) expect(summary(image, batch.length).names).toEqual(expected.names)
  })
})
