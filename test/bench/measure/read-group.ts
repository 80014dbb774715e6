/**
 * Reads of groups of different sizes that do not ask for their members, one request at a time and in turn: what an IdP sends
 * before each change (RFC 7644 §3.9), and whether somebody is a member.
 */

import { assertConserved } from '../conservation.ts'
import type { Figure } from '../figure.ts'
import { createLoadClient } from '../load/client.ts'
import { runLoad } from '../load/run-load.ts'
import { timingOf } from '../load/timing.ts'
import type { Measurement } from '../measurement.ts'
import { type Group, type Groups, storeGroups } from '../stored-groups.ts'

type Read = { readonly id: string; readonly what: string; path(group: Group, groups: Groups): string }

const READS: readonly Read[] = [
  {
    id: 'read-group',
    what: 'a group without its members',
    path: ({ id }) => `/Groups/${id}?excludedAttributes=members`,
  },
  {
    id: 'find-group',
    what: 'a group by displayName, without its members',
    path: ({ size }) =>
      `/Groups?excludedAttributes=members&filter=${encodeURIComponent(`displayName eq "Group of ${size}"`)}`,
  },
  {
    id: 'is-member',
    what: 'whether somebody is a member of a group',
    path: ({ id }, { ids }) =>
      `/Groups?excludedAttributes=members&filter=${encodeURIComponent(`id eq "${id}" and members[value eq "${ids[0]}"]`)}`,
  },
]

export const readGroup: Measurement = {
  name: 'read-group',
  what: 'reads of groups of different sizes without their members',
  queueMatters: false,
  async run(bench) {
    const { system, sizes } = bench
    const stored = await bench.once('groups', () => storeGroups(bench))
    const { directory, groups } = stored
    const client = createLoadClient({ origin: system.url, connections: 1, key: directory.key })
    const figures: Figure[] = []
    for (const read of READS) {
      const latencies = groups.map(() => new Float64Array(sizes.additions))
      for (let at = 0; at < sizes.additions; at += 1) {
        for (const [place, group] of groups.entries()) {
          const path = `/scim/v2/${directory.directoryPublicId}${read.path(group, stored)}`
          const check = (_: number, { text }: { readonly text: string }) => {
            if (!text.includes(`"id":"${group.id}"`) || text.includes('"members"')) throw new Error(`${path}: ${text}`)
          }
          // biome-ignore lint/performance/noAwaitInLoops: one at a time is what is measured
          const { maxMs } = await runLoad({
            client,
            count: 1,
            exchange: () => ({ method: 'GET', path }),
            expectedStatus: 200,
            check,
          })
          latencies[place]?.set([maxMs], at)
        }
      }
      figures.push(...figuresOf(read, groups, latencies))
    }
    await client.close()
    const members = groups.reduce((sum, { size }) => sum + size, 0)
    const { ids, operations } = stored
    const expected = { operations, users: ids.length, groups: groups.length, members }
    return { figures, counted: await assertConserved(system.pool, directory.siteId, expected) }
  },
}

function figuresOf({ id, what }: Read, groups: readonly Group[], latencies: readonly Float64Array[]): Figure[] {
  const figures = latencies.map((latenciesMs, place): Figure => {
    const size = groups[place]?.size ?? 0
    const { p50Ms, p95Ms, maxMs } = timingOf(latenciesMs, 1)
    return { id: `${id}-${size}`, what: `read ${what}, of ${size}`, values: { p50Ms, p95Ms, maxMs } }
  })
  const medians = figures.flatMap(({ values }) => values.p50Ms ?? [])
  const ratio = Math.max(...medians) / Math.min(...medians)
  return [...figures, { id: `${id}-ratio`, what: `slowest to fastest read of ${what}, by p50`, values: { ratio } }]
}
