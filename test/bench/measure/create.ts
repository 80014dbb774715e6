/** POST of single users, each in a request of its own, at 1, 8 and 64 connections, into an empty site. */
import { createTestDirectory, type TestDirectory } from '../../support/test-directory.ts'
import { assertConserved } from '../conservation.ts'
import type { Figure } from '../figure.ts'
import { createLoadClient, type LoadClient } from '../load/client.ts'
import { runLoad } from '../load/run-load.ts'
import type { Bench, Measurement } from '../measurement.ts'
import { userBody } from '../people.ts'
import { withCost } from '../system/cost.ts'
import { createSample, readSampleBack } from './sample.ts'

const CONNECTIONS = [1, 8, 64] as const

export const create: Measurement = {
  name: 'create',
  what: 'POST of single users at 1, 8 and 64 connections',
  queueMatters: true,
  async run(bench) {
    const { system, sizes } = bench
    const directory = await createTestDirectory(system.pool)
    await createUsers(bench, directory, 8, 0, sizes.warmUp)
    let created: number = sizes.warmUp
    const figures: Figure[] = []
    for (const connections of CONNECTIONS) {
      const count = sizes.creates[connections]
      const from = created
      // biome-ignore lint/performance/noAwaitInLoops: they would disturb one another
      const values = await withCost(system, directory, count, () =>
        createUsers(bench, directory, connections, from, count),
      )
      created += count
      figures.push({ id: `create-${connections}`, what: `create users, ${plural(connections)}`, values })
    }
    const counted = await assertConserved(system.pool, directory.siteId, { operations: created, users: created })
    return { figures, counted }
  },
}

async function createUsers(bench: Bench, directory: TestDirectory, connections: number, from: number, count: number) {
  const { url } = bench.system
  const client: LoadClient = createLoadClient({ origin: url, connections, key: directory.key })
  const path = `/scim/v2/${directory.directoryPublicId}/Users`
  const sample = createSample(count)
  const timing = await runLoad({
    client,
    count,
    exchange: (at) => ({ method: 'POST', path, body: userBody(from + at) }),
    expectedStatus: 201,
    check: (at, answer) => sample.take(at, answer),
  })
  await readSampleBack(client, path, sample, (at) => userBody(from + at))
  await client.close()
  return timing
}

function plural(connections: number): string {
  return connections === 1 ? '1 connection' : `${connections} connections`
}
