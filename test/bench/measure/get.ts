/** GET of a user by its id at 8 connections, with many users stored. */
import { assertConserved } from '../conservation.ts'
import { createLoadClient } from '../load/client.ts'
import { runLoad } from '../load/run-load.ts'
import type { Measurement } from '../measurement.ts'
import { userName } from '../people.ts'
import { storeUsers } from '../stored-users.ts'
import { withCpu } from '../system/cpu.ts'
import { spread } from './spread.ts'

export const get: Measurement = {
  name: 'get',
  what: 'GET of a user by its id',
  queueMatters: false,
  async run(bench) {
    const { system, sizes } = bench
    const { directory, ids, operations } = await bench.once('stored', () => storeUsers(bench, sizes.stored))
    const client = createLoadClient({ origin: system.url, connections: 8, key: directory.key })
    const load = () =>
      runLoad({
        client,
        count: sizes.reads,
        exchange: (at) => ({
          method: 'GET',
          path: `/scim/v2/${directory.directoryPublicId}/Users/${ids[spread(at, ids.length)]}`,
        }),
        expectedStatus: 200,
        check(at, { text }) {
          if (text.includes(`"userName":"${userName(spread(at, ids.length))}"`)) return
          throw new Error(`the id names another user: ${text}`)
        },
      })
    const values = await withCpu(system.cpu, sizes.reads, load)
    await client.close()
    const counted = await assertConserved(system.pool, directory.siteId, { operations, users: ids.length })
    return {
      figures: [{ id: 'get-8', what: `get a user by id, 8 connections, ${ids.length} stored`, values }],
      counted,
    }
  },
}
