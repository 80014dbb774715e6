/** All users of a directory, 100 a page, one page after the other. */
import { assertConserved } from '../conservation.ts'
import type { Figure } from '../figure.ts'
import { createLoadClient, type LoadClient } from '../load/client.ts'
import { quantile, timingOf } from '../load/timing.ts'
import type { Measurement } from '../measurement.ts'
import { type StoredUsers, storeUsers } from '../stored-users.ts'

const A_PAGE = 100

type Walk = {
  readonly id: string
  readonly what: string
  /** Query of the next page after so many, of which this is the last; null at the end. */
  next(users: StoredUsers, pages: number, last: ListResponse | null): string | null
}

/** RFC 7644 §3.4.2.4 and RFC 9865 §2. */
const WALKS: readonly Walk[] = [
  {
    id: 'list-index',
    what: 'by index',
    next({ ids }, pages) {
      const startIndex = pages * A_PAGE + 1
      return startIndex > ids.length ? null : `startIndex=${startIndex}`
    },
  },
  {
    id: 'list-cursor',
    what: 'by cursor',
    next(_users, _pages, last) {
      if (last === null) return 'cursor='
      return last.nextCursor === undefined ? null : `cursor=${encodeURIComponent(last.nextCursor)}`
    },
  },
]

export const list: Measurement = {
  name: 'list',
  what: 'a walk over all users, 100 a page',
  queueMatters: false,
  async run(bench) {
    const { system, sizes } = bench
    const users = await bench.once('stored', () => storeUsers(bench, sizes.stored))
    const client = createLoadClient({ origin: system.url, connections: 1, key: users.directory.key })
    const figures: Figure[] = []
    // biome-ignore lint/performance/noAwaitInLoops: they would disturb one another
    for (const each of WALKS) figures.push(...(await walk(client, users, each)))
    await client.close()
    const { directory, ids, operations } = users
    const counted = await assertConserved(system.pool, directory.siteId, { operations, users: ids.length })
    return { figures, counted }
  },
}

async function walk(client: LoadClient, users: StoredUsers, { id, what, next }: Walk): Promise<Figure[]> {
  const latenciesMs: number[] = []
  const seen = new Set<string>()
  let last: ListResponse | null = null
  for (let query = next(users, 0, null); query !== null; query = next(users, latenciesMs.length, last)) {
    const path = `/scim/v2/${users.directory.directoryPublicId}/Users?${query}&count=${A_PAGE}`
    const begun = performance.now()
    // biome-ignore lint/performance/noAwaitInLoops: each page begins where the one before it ended
    const { status, text } = await client.send(0, { method: 'GET', path })
    latenciesMs.push(performance.now() - begun)
    if (status !== 200) throw new Error(`${path} was answered with ${status}: ${text}`)
    const page = JSON.parse(text) as ListResponse
    const { totalResults, Resources } = page
    if (totalResults !== users.ids.length) throw new Error(`a total of ${totalResults} instead of ${users.ids.length}`)
    for (const resource of Resources) seen.add(resource.id)
    last = page
  }
  if (seen.size !== users.ids.length || users.ids.some((each) => !seen.has(each))) {
    throw new Error(`the walk ${what} found ${seen.size} users of ${users.ids.length}`)
  }
  return figuresOf(id, what, users.ids.length, Float64Array.from(latenciesMs))
}

type ListResponse = {
  readonly totalResults: number
  readonly nextCursor?: string
  readonly Resources: readonly { readonly id: string }[]
}

/** Only the requests count, not what the client does with the pages. */
function figuresOf(id: string, what: string, users: number, latenciesMs: Float64Array): Figure[] {
  const wholeMs = latenciesMs.reduce((sum, each) => sum + each, 0)
  const { p50Ms, p95Ms, maxMs } = timingOf(latenciesMs, wholeMs)
  const tenth = Math.ceil(latenciesMs.length / 10)
  const first = quantile(latenciesMs.slice(0, tenth).sort(), 0.5)
  const last = quantile(latenciesMs.slice(-tenth).sort(), 0.5)
  const perSecond = (users * 1_000) / wholeMs
  return [
    { id, what: `list ${users} users ${what}, ${A_PAGE} a page, users`, values: { perSecond, p50Ms, p95Ms, maxMs } },
    { id: `${id}-last`, what: `last tenth of the pages ${what} to the first, by p50`, values: { ratio: last / first } },
  ]
}
