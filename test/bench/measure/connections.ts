/** Database connections of each process under load: seen from the server, many times, the most that were open. */
import { setTimeout as pause } from 'node:timers/promises'
import { createTestDirectory } from '../../support/test-directory.ts'
import { assertConserved } from '../conservation.ts'
import { createLoadClient } from '../load/client.ts'
import { runLoad } from '../load/run-load.ts'
import type { Measurement } from '../measurement.ts'
import { userBody } from '../people.ts'
import type { BenchSystem } from '../system/bench-system.ts'

/** Whose they are by application_name. BullMQ names those on which its workers listen. */
const OWNERS: Readonly<Record<string, 'api' | 'worker' | 'launcher'>> = {
  'syncline-api': 'api',
  'syncline-api-queue': 'api',
  'syncline-journal': 'api',
  'syncline-listen': 'api',
  'syncline-outcome': 'api',
  'syncline-lane': 'worker',
  'syncline-lane-side': 'worker',
  'syncline-preview': 'worker',
  'syncline-lane-listen': 'worker',
  'syncline-worker-queue': 'worker',
  lane: 'worker',
  'syncline-migrate': 'launcher',
}

const LOOK_MS = 50

export const connections: Measurement = {
  name: 'connections',
  what: 'database connections of each process under load',
  queueMatters: true,
  async run({ system, sizes }) {
    const directory = await createTestDirectory(system.pool)
    const client = createLoadClient({ origin: system.url, connections: 64, key: directory.key })
    const path = `/scim/v2/${directory.directoryPublicId}/Users`
    const count = sizes.creates[64]
    const most = { api: 0, worker: 0 }
    let done = false
    const look = async () => {
      while (!done) {
        // biome-ignore lint/performance/noAwaitInLoops: one look after the other
        const open = await openConnections(system)
        most.api = Math.max(most.api, open.api)
        most.worker = Math.max(most.worker, open.worker)
        await pause(LOOK_MS)
      }
    }
    const looking = look()
    // Every other request reads, so that all pools are in use.
    const load = runLoad({
      client,
      count: count * 2,
      exchange: (at) =>
        at % 2 === 0
          ? { method: 'POST', path, body: userBody(at / 2) }
          : { method: 'GET', path: `${path}?filter=${encodeURIComponent(`userName eq "nobody.${at}"`)}` },
      expectedStatus: (at) => (at % 2 === 0 ? 201 : 200),
    })
    const ended = load.finally(() => {
      done = true
    })
    await Promise.all([ended, looking])
    await client.close()
    const counted = await assertConserved(system.pool, directory.siteId, { operations: count, users: count })
    const figures = (['api', 'worker'] as const).map((process) => ({
      id: `connections-${process}`,
      what: `connections of the ${process}, 64 clients`,
      values: { connections: most[process] },
    }))
    return { figures, counted }
  },
}

async function openConnections({ pool }: BenchSystem) {
  const { rows } = await pool.query<{ name: string; n: number }>(
    `select application_name as name, count(*) as n from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and application_name not like 'bench%'
     group by 1`,
  )
  const open = { api: 0, worker: 0, launcher: 0 }
  for (const { name, n } of rows) {
    const owner = OWNERS[name]
    if (owner === undefined) throw new Error(`a connection of nobody knows whom: ${name}`)
    open[owner] += n
  }
  return open
}
