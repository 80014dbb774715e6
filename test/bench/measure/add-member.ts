/**
 * One member added to groups of different sizes, one request at a time and in turn, so that what disturbs the machine
 * disturbs all sizes. The members are removed again after the round.
 */
import { assertConserved } from '../conservation.ts'
import type { Figure } from '../figure.ts'
import { createLoadClient } from '../load/client.ts'
import { runLoad } from '../load/run-load.ts'
import { timingOf } from '../load/timing.ts'
import type { Measurement } from '../measurement.ts'
import { addMembersBody, removeMembersBody } from '../people.ts'
import { type Group, storeGroups } from '../stored-groups.ts'

export const addMember: Measurement = {
  name: 'add-member',
  what: 'one member added to groups of different sizes',
  queueMatters: false,
  async run(bench) {
    const { system, sizes } = bench
    const stored = await bench.once('groups', () => storeGroups(bench))
    const { directory, groups, spare } = stored
    const client = createLoadClient({ origin: system.url, connections: 1, key: directory.key })
    const pathOf = ({ id }: Group) => `/scim/v2/${directory.directoryPublicId}/Groups/${id}`
    const latencies = groups.map(() => new Float64Array(sizes.additions))
    for (let at = 0; at < sizes.additions; at += 1) {
      for (const [place, group] of groups.entries()) {
        const body = addMembersBody([spare[at] ?? ''])
        const exchange = () => ({ method: 'PATCH', path: pathOf(group), body }) as const
        // biome-ignore lint/performance/noAwaitInLoops: one at a time is what is measured
        const { maxMs } = await runLoad({ client, count: 1, exchange, expectedStatus: 204 })
        latencies[place]?.set([maxMs], at)
      }
    }
    stored.operations += groups.length * sizes.additions
    const members = groups.reduce((sum, { size }) => sum + size, 0)
    const expected = { operations: stored.operations, users: stored.ids.length, groups: groups.length }
    const withAdded = { ...expected, members: members + groups.length * sizes.additions }
    const counted = await assertConserved(system.pool, directory.siteId, withAdded)
    const remove = { client, count: groups.length, expectedStatus: 204 } as const
    await runLoad({
      ...remove,
      exchange: (at) => ({
        method: 'PATCH',
        path: pathOf(groups[at] ?? { size: 0, id: '' }),
        body: removeMembersBody(spare.slice(0, sizes.additions)),
      }),
    })
    stored.operations += groups.length
    await assertConserved(system.pool, directory.siteId, { ...expected, operations: stored.operations, members })
    await client.close()
    return { figures: figuresOf(groups, latencies), counted }
  },
}

function figuresOf(groups: readonly Group[], latencies: readonly Float64Array[]): Figure[] {
  const figures = latencies.map((latenciesMs, place): Figure => {
    const size = groups[place]?.size ?? 0
    const { p50Ms, p95Ms, maxMs } = timingOf(latenciesMs, 1)
    return { id: `add-member-${size}`, what: `add one member to a group of ${size}`, values: { p50Ms, p95Ms, maxMs } }
  })
  const medians = figures.flatMap(({ values }) => values.p50Ms ?? [])
  const ratio = Math.max(...medians) / Math.min(...medians)
  return [...figures, { id: 'add-member-ratio', what: 'slowest to fastest of these by p50', values: { ratio } }]
}
