/** One POST at a time on a system that has nothing else to do, with pauses between them. */
import { createTestDirectory } from '../../support/test-directory.ts'
import { assertConserved } from '../conservation.ts'
import { createLoadClient } from '../load/client.ts'
import { runLoad } from '../load/run-load.ts'
import type { Measurement } from '../measurement.ts'
import { userBody } from '../people.ts'

export const idle: Measurement = {
  name: 'idle',
  what: 'latency of one POST on an idle system',
  queueMatters: true,
  async run({ system, sizes }) {
    const directory = await createTestDirectory(system.pool)
    const client = createLoadClient({ origin: system.url, connections: 1, key: directory.key })
    const count = sizes.idleRequests
    const { p50Ms, p95Ms, maxMs } = await runLoad({
      client,
      count,
      exchange: (at) => ({ method: 'POST', path: `/scim/v2/${directory.directoryPublicId}/Users`, body: userBody(at) }),
      expectedStatus: 201,
      pauseMs: sizes.idlePauseMs,
    })
    await client.close()
    const counted = await assertConserved(system.pool, directory.siteId, { operations: count, users: count })
    const what = `create a user, one every ${sizes.idlePauseMs} ms`
    return { figures: [{ id: 'idle', what, values: { p50Ms, p95Ms, maxMs } }], counted }
  },
}
