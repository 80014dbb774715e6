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
  /** Path of the next page after these, null at the end. */
  next(users: StoredUsers, pages: readonly string[]): string | null
}

/** RFC 7644 §3.4.2.4. Paging by cursor (RFC 9865) is measured by a second row here, once there is such a thing. */
const WALKS: readonly Walk[] = [
  {
    id: 'list-index',
    what: 'by index',
    next({ directory, ids }, pages) {
      const startIndex = pages.length * A_PAGE + 1
      if (startIndex > ids.length) return null
      return `/scim/v2/${directory.directoryPublicId}/Users?startIndex=${startIndex}&count=${A_PAGE}`
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
  const pages: string[] = []
  const seen = new Set<string>()
  for (let path = next(users, pages); path !== null; path = next(users, pages)) {
    const begun = performance.now()
    // biome-ignore lint/performance/noAwaitInLoops: each page begins where the one before it ended
    const { status, text } = await client.send(0, { method: 'GET', path })
    latenciesMs.push(performance.now() - begun)
    if (status !== 200) throw new Error(`${path} was answered with ${status}: ${text}`)
    const { totalResults, Resources } = JSON.parse(text) as ListResponse
    if (totalResults !== users.ids.length) throw new Error(`a total of ${totalResults} instead of ${users.ids.length}`)
    for (const resource of Resources) seen.add(resource.id)
    pages.push(path)
  }
  if (seen.size !== users.ids.length || users.ids.some((each) => !seen.has(each))) {
    throw new Error(`the walk ${what} found ${seen.size} users of ${users.ids.length}`)
  }
  return figuresOf(id, what, users.ids.length, Float64Array.from(latenciesMs))
}

type ListResponse = { readonly totalResults: number; readonly Resources: readonly { readonly id: string }[] }

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
