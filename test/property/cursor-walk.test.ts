/** A walk behind cursors while others write: whoever nobody touches is seen exactly once (RFC 9865). */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Request, TestLane } from '../support/lane.ts'
import { createUser, deleteUser, replaceUser } from '../support/requests.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const system = useTestSystem({ directory: 'none' })
const { api } = system
const lane = useTestLane(system)

const UNTOUCHED = 30
const TOUCHED = 20
const PAGES_WITH_WRITES = 20
const WORDS = ['Alpha', 'beta', 'Gamma', 'ÄRGER', 'ärger', ' ', 'z']

/** What happens to users while a page is read. */
const anyWrites = fc.array(
  fc.tuple(fc.constantFrom('create', 'delete', 'rename', 'retitle'), fc.nat(TOUCHED - 1), fc.constantFrom(...WORDS)),
  { maxLength: 6 },
)
const anyList = fc.constantFrom(
  ...['', '&sortBy=title', '&sortBy=title&sortOrder=descending', '&sortBy=userName', '&sortBy=displayName'],
  ...['&sortBy=meta.lastModified&sortOrder=descending', '&sortBy=emails.value', '&sortBy=active'],
  ...[
    '&filter=active%20pr',
    '&filter=userName%20sw%20%22U%22&sortBy=title',
    '&filter=active%20eq%20false%20or%20userName%20pr',
  ],
)

test('every untouched user exactly once, sorted or filtered in any way, whatever is written between and during pages', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyList,
      fc.integer({ min: 1, max: 12 }),
      fc.array(anyWrites, { minLength: 1 }),
      async (list, count, writes) => {
        const directory = await createTestDirectory(lane().pool)
        const { untouched, touched } = await fillWith(directory)
        const seen = await walk(directory, '/Users', `&count=${count}${list}`, async (page) => {
          // A list that grows with each page has no end.
          const now = page < PAGES_WITH_WRITES ? (writes[page % writes.length] ?? []) : []
          await lane().apply(
            tenantOf(directory),
            now.map((write) => requestOf(write, touched)),
          )
        })
        const counted = new Map<string, number>()
        for (const id of seen) counted.set(id, (counted.get(id) ?? 0) + 1)
        expect(untouched.map((id) => counted.get(id))).toEqual(untouched.map(() => 1))
      },
    ),
    { numRuns: Number(process.env.SYNCLINE_TEST_RUNS ?? 12) },
  )
})

test('over users and groups together', async () => {
  const directory = await createTestDirectory(lane().pool)
  const { untouched, touched } = await fillWith(directory)
  const groups = Array.from({ length: 9 }, (_, n) => ({ id: uuidv7(), displayName: `group ${n}` }))
  await lane().apply(
    tenantOf(directory),
    groups.map(({ id, displayName }) => ({
      method: 'POST',
      resourceType: 'Group',
      resourceId: id,
      body: { kind: 'resource', attributes: { displayName } },
    })),
  )
  for (const list of [
    '',
    '&sortBy=displayName',
    '&sortBy=displayName&sortOrder=descending',
    '&sortBy=meta.created',
    '&sortBy=active',
  ]) {
    // biome-ignore lint/performance/noAwaitInLoops: one walk after another
    const seen = await walk(directory, '/', `&count=7${list}`, async (page) => {
      await lane().apply(tenantOf(directory), [
        requestOf(['rename', page % TOUCHED, 'y'], touched),
        requestOf(['create', 0, 'c'], touched),
      ])
    })
    const wanted = [...untouched, ...groups.map(({ id }) => id)]
    expect(
      wanted.map((id) => seen.filter((other) => other === id).length),
      list,
    ).toEqual(wanted.map(() => 1))
  }
})

async function fillWith(directory: TestDirectory) {
  const ids = Array.from({ length: UNTOUCHED + TOUCHED }, () => uuidv7())
  const person = (id: string, n: number) =>
    createUser(id, {
      userName: `User ${(n * 7) % ids.length}`,
      active: n % 3 > 0,
      ...(n % 4 === 0
        ? {}
        : { title: WORDS[n % WORDS.length] ?? '', displayName: WORDS[(n + 3) % WORDS.length] ?? '' }),
      ...(n % 5 === 0 ? {} : { emails: [{ value: `a${n % 6}@example.com` }] }),
    })
  // In several batches: times of change differ.
  await lane().apply(tenantOf(directory), ids.map(person), 9)
  return { untouched: ids.filter((_, n) => n % 5 < 3), touched: ids.filter((_, n) => n % 5 >= 3) }
}

function requestOf([kind, n, word]: readonly [string, number, string], touched: readonly string[]): Request {
  const id = touched[n % touched.length] ?? ''
  if (kind === 'create') return createUser(uuidv7(), { userName: `User new ${word} ${uuidv7()}`, title: word })
  if (kind === 'delete') return deleteUser(id)
  return kind === 'rename' ? replaceUser(id, 'displayName', word) : replaceUser(id, 'title', word)
}

function tenantOf({ siteId, directoryId }: TestDirectory): Parameters<TestLane['apply']>[0] {
  return { site: { id: siteId }, directory: { id: directoryId } } as Parameters<TestLane['apply']>[0]
}

/** Ids in the order in which they were listed. `meanwhile` runs beside each page. */
async function walk(
  directory: TestDirectory,
  path: string,
  query: string,
  meanwhile: (page: number) => Promise<void>,
  cursor = '',
  page = 0,
): Promise<string[]> {
  const [{ status, body }] = await Promise.all([
    api().scim(directory, 'GET', `${path}?cursor=${cursor}${query}`),
    meanwhile(page),
  ])
  expect(status).toBe(200)
  const ids: string[] = body.Resources.map(({ id }: { id: string }) => id)
  if (body.nextCursor === undefined || page > 200) return ids
  return [...ids, ...(await walk(directory, path, query, meanwhile, body.nextCursor, page + 1))]
}
