/** Members added to one new group, 100 a request, at 8 connections. */
import { assertConserved } from '../conservation.ts'
import { createLoadClient } from '../load/client.ts'
import { runLoad } from '../load/run-load.ts'
import type { Measurement } from '../measurement.ts'
import { addMembersBody, groupBody } from '../people.ts'
import { storeUsers } from '../stored-users.ts'
import { withCost } from '../system/cost.ts'

const A_REQUEST = 100

export const fillGroup: Measurement = {
  name: 'fill-group',
  what: 'members added to a group, 100 a request',
  queueMatters: true,
  async run(bench) {
    const { system, sizes } = bench
    const users = await bench.once('members', async () => ({
      ...(await storeUsers(bench, sizes.filled)),
      groups: 0,
    }))
    const { directory, ids } = users
    users.groups += 1
    const client = createLoadClient({ origin: system.url, connections: 8, key: directory.key })
    const groups = `/scim/v2/${directory.directoryPublicId}/Groups`
    const created = await client.send(0, { method: 'POST', path: groups, body: groupBody(`Group ${users.groups}`) })
    const path = `${groups}/${(JSON.parse(created.text) as { readonly id: string }).id}`
    const count = Math.ceil(ids.length / A_REQUEST)
    const load = () =>
      runLoad({
        client,
        count,
        exchange: (at) => {
          const body = addMembersBody(ids.slice(at * A_REQUEST, (at + 1) * A_REQUEST))
          return { method: 'PATCH', path, body }
        },
        expectedStatus: 204,
      })
    const values = await withCost(system, directory, count, load)
    users.operations += count + 1
    const read = await client.send(0, { method: 'GET', path })
    const { members } = JSON.parse(read.text) as { readonly members: readonly { readonly value: string }[] }
    const found = new Set(members.map(({ value }) => value))
    if (members.length !== ids.length || ids.some((id) => !found.has(id))) throw new Error('members are missing')
    await client.close()
    const counted = await assertConserved(system.pool, directory.siteId, {
      operations: users.operations,
      users: ids.length,
      groups: users.groups,
      members: users.groups * ids.length,
    })
    const what = `members added, ${A_REQUEST} a request, 8 connections`
    return {
      figures: [{ id: 'fill-group', what, values: { ...values, perSecond: values.perSecond * A_REQUEST } }],
      counted,
    }
  },
}
