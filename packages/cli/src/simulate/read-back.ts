/** Reads a whole directory over SCIM: users in pages, groups one by one with their members. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { forEachConcurrent } from './concurrency.ts'
import { resourcesOf, textOf, totalOf } from './resources.ts'
import type { SyncContext } from './sync-context.ts'
import { expectStatus } from './sync-errors.ts'

const PAGE_SIZE = 200

export async function readUsers(context: SyncContext, see: (user: JsonObject) => void): Promise<void> {
  await readPages(context, '/Users?', see)
}

export async function readGroups(context: SyncContext, see: (group: JsonObject) => void): Promise<void> {
  const ids: string[] = []
  await readPages(context, '/Groups?excludedAttributes=members&', (group) => ids.push(textOf(group, 'id') ?? ''))
  await forEachConcurrent(ids, context.concurrency, context.signal, async (id) => {
    see(expectStatus(await context.client.request('read group', 'GET', `/Groups/${id}`), 200).body)
  })
}

/** The first page tells how many there are and how long a page really is (RFC 7644 §3.4.2.4: a server may cut it). */
async function readPages(context: SyncContext, path: string, see: (resource: JsonObject) => void): Promise<void> {
  const readPage = async (startIndex: number) => {
    const page = `${path}startIndex=${startIndex}&count=${PAGE_SIZE}`
    return expectStatus(await context.client.request('list page', 'GET', page), 200)
  }
  const firstPage = await readPage(1)
  const first = resourcesOf(firstPage)
  for (const resource of first) see(resource)
  if (first.length === 0) return
  const starts: number[] = []
  for (let start = first.length + 1; start <= totalOf(firstPage); start += first.length) starts.push(start)
  await forEachConcurrent(starts, context.concurrency, context.signal, async (start) => {
    const page = await readPage(start)
    for (const resource of resourcesOf(page)) see(resource)
  })
}
