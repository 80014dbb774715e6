/** PATCH of one attribute of a user, each time another user, at 8 and 64 connections. The attribute reaches the account. */
import { assertConserved } from '../conservation.ts'
import type { Figure } from '../figure.ts'
import { createLoadClient } from '../load/client.ts'
import { runLoad } from '../load/run-load.ts'
import type { Bench, Measurement } from '../measurement.ts'
import { replaceBody } from '../people.ts'
import { type StoredUsers, storeUsers } from '../stored-users.ts'
import { withCost } from '../system/cost.ts'
import { createSample } from './sample.ts'

const CONNECTIONS = [8, 64] as const

export const patch: Measurement = {
  name: 'patch',
  what: 'PATCH of single users at 8 and 64 connections',
  queueMatters: true,
  async run(bench) {
    const { system, sizes } = bench
    const users = await bench.once('patched', () => storeUsers(bench, sizes.patched))
    const { directory, ids } = users
    const figures: Figure[] = []
    for (const connections of CONNECTIONS) {
      const count = sizes.patches[connections]
      const from = users.operations
      // biome-ignore lint/performance/noAwaitInLoops: they would disturb one another
      const values = await withCost(system, directory, count, () => patchUsers(bench, users, connections, count))
      figures.push({ id: `patch-${connections}`, what: `patch a user, ${connections} connections`, values })
      await assertTitles(bench, users, from, count)
    }
    const expected = { operations: users.operations, users: ids.length }
    return { figures, counted: await assertConserved(system.pool, directory.siteId, expected) }
  },
}

/** Never the same one twice, which would change nothing. */
function titleOf(operation: number): string {
  return `Title ${operation}`
}

async function patchUsers({ system }: Bench, users: StoredUsers, connections: number, count: number) {
  const { directory, ids } = users
  const from = users.operations
  const client = createLoadClient({ origin: system.url, connections, key: directory.key })
  const pathOf = (at: number) => `/scim/v2/${directory.directoryPublicId}/Users/${ids[at % ids.length]}`
  const sample = createSample(count)
  const timing = await runLoad({
    client,
    count,
    exchange: (at) => ({ method: 'PATCH', path: pathOf(at), body: replaceBody('title', titleOf(from + at)) }),
    expectedStatus: 200,
    check: (at, answer) => sample.take(at, answer),
  })
  await client.close()
  users.operations += count
  for (const [at, text] of sample.taken) {
    if (!text.includes(`"title":"${titleOf(from + at)}"`)) throw new Error(`not patched: ${text}`)
  }
  return timing
}

/** Each user of the run has the title of its last PATCH, in the directory and at the site. */
async function assertTitles({ system }: Bench, { directory, ids }: StoredUsers, from: number, count: number) {
  const last = new Map<string | undefined, string>()
  for (let at = 0; at < count; at += 1) last.set(ids[at % ids.length], titleOf(from + at))
  const { rows } = await system.pool.query<{ n: number }>(
    `select count(*) as n from unnest($2::uuid[], $3::text[]) as wanted (id, title)
     join directory_user u on u.site_id = $1 and u.id = wanted.id and u.resource->>'title' = wanted.title
     join user_link l on l.site_id = u.site_id and l.user_key = u.key
     join account a on a.site_id = l.site_id and a.key = l.account_key and a.profile->>'title' = wanted.title`,
    [directory.siteId, [...last.keys()], [...last.values()]],
  )
  if (rows[0]?.n !== last.size) throw new Error(`not conserved: ${rows[0]?.n} of ${last.size} users have their title`)
}
