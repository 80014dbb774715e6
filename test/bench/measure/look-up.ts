/** A user by `userName` and by `externalId`, as IdPs look before they create, at 8 connections with many users stored. */
import { assertConserved } from '../conservation.ts'
import type { Figure } from '../figure.ts'
import { createLoadClient } from '../load/client.ts'
import { runLoad } from '../load/run-load.ts'
import type { Measurement } from '../measurement.ts'
import { externalId, userName } from '../people.ts'
import { storeUsers } from '../stored-users.ts'
import { withCpu } from '../system/cpu.ts'
import { spread } from './spread.ts'

const ATTRIBUTES = [
  { id: 'look-up-user-name', attribute: 'userName', keyOf: userName },
  { id: 'look-up-external-id', attribute: 'externalId', keyOf: externalId },
] as const

export const lookUp: Measurement = {
  name: 'look-up',
  what: 'look-up of a user by userName and by externalId',
  queueMatters: false,
  async run(bench) {
    const { system, sizes } = bench
    const { directory, ids, operations } = await bench.once('stored', () => storeUsers(bench, sizes.stored))
    const client = createLoadClient({ origin: system.url, connections: 8, key: directory.key })
    const figures: Figure[] = []
    for (const { id, attribute, keyOf } of ATTRIBUTES) {
      const pathOf = (user: number) => {
        const filter = encodeURIComponent(`${attribute} eq "${keyOf(user)}"`)
        return `/scim/v2/${directory.directoryPublicId}/Users?filter=${filter}`
      }
      const load = () =>
        runLoad({
          client,
          count: sizes.reads,
          exchange: (at) => ({ method: 'GET', path: pathOf(spread(at, ids.length)) }),
          expectedStatus: 200,
          check(at, { text }) {
            const isFound = text.includes('"totalResults":1') && text.includes(`"id":"${ids[spread(at, ids.length)]}"`)
            if (!isFound) throw new Error(`${attribute} finds another user: ${text}`)
          },
        })
      // biome-ignore lint/performance/noAwaitInLoops: they would disturb one another
      const values = await withCpu(system.cpu, sizes.reads, load)
      figures.push({ id, what: `look up by ${attribute}, 8 connections, ${ids.length} stored`, values })
    }
    await client.close()
    const counted = await assertConserved(system.pool, directory.siteId, { operations, users: ids.length })
    return { figures, counted }
  },
}
