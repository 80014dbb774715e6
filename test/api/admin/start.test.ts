/** Previews and starts over the admin API: what is refused, with the difference, and what a start answers. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { beforeEach, expect, test } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { createUser, person } from '../../support/requests.ts'
import { createReviewed } from '../../support/start-world.ts'
import type { Tenant } from '../../support/tenant.ts'
import { useTestSystem } from '../../support/test-system.ts'
import { useTestLane } from '../../support/use-test-lane.ts'
import { waitUntil } from '../../support/wait-until.ts'

const system = useTestSystem({ worker: 'always', directory: 'none' })
const lane = useTestLane(system)

let tenant: Tenant
let token: string

beforeEach(async () => {
  tenant = await createReviewed(lane().pool)
  token = await createTestAdmin(lane().pool, [{ role: 'operator', siteId: tenant.site.id }])
})

function ask(method: string, path: string, body?: object, of: Tenant = tenant) {
  return adminRequest(
    system.api(),
    token,
    method,
    `/sites/${of.site.publicId}/directories/${of.directory.publicId}${path}`,
    body,
  )
}

async function preview(): Promise<string> {
  const { status, body } = await ask('POST', '/previews', { reason: 'before Monday' })
  expect(status).toBe(201)
  const made = await waitUntil(
    () => ask('GET', `/previews/${body.id}`),
    (answer) => answer.body.state !== 'waiting',
  )
  expect(made.body).toMatchObject({ state: 'ready', reason: 'before Monday', operationsSince: 0 })
  return body.id
}

test('a start is refused with the difference when its preview is no longer what would be done, and starts as of today', async () => {
  await lane().apply(tenant, [createUser(uuidv7(), person('one')), createUser(uuidv7(), { userName: 'two' })])
  const id = await preview()
  const late = uuidv7()
  await lane().apply(tenant, [createUser(late, person('late'))])
  const refused = await ask('POST', '/start', { preview: id })
  expect([refused.status, refused.body.type]).toEqual([409, '/admin/v1/problems/refused'])
  expect(refused.body.difference).toMatchObject({
    changes: [{ type: 'User', before: null, now: 'create', count: 1 }],
    rows: [{ record: late, name: 'late', before: null, now: 'create' }],
  })
  // The one that it was compared with is what would be done today.
  const started = await ask('POST', '/start', { preview: refused.body.difference.preview })
  expect([started.status, started.text]).toEqual([200, expect.any(String)])
  const { body } = await waitUntil(
    () => ask('GET', '/start'),
    (answer) => answer.body.start?.report != null,
  )
  expect(body).toMatchObject({
    phase: 'syncing',
    start: { id: started.body.start, state: 'finished', report: { equal: 3, changed: 0, unexplained: 0 } },
  })
  expect((await ask('POST', '/start', { takeToday: true })).status).toBe(409)
})

test('without a preview only as of today; a preview of another directory, or none, is not found', async () => {
  const id = await preview()
  const other = await createReviewed(lane().pool)
  const otherToken = await createTestAdmin(lane().pool, [{ role: 'operator', siteId: null }])
  expect((await ask('POST', '/start', {})).status).toBe(409)
  token = otherToken
  expect((await ask('POST', '/start', { preview: id, takeToday: true }, other)).status).toBe(404)
  expect((await ask('GET', `/previews/${id}`, undefined, other)).status).toBe(404)
  expect((await ask('POST', '/start', { preview: uuidv7() })).status).toBe(404)
  expect((await ask('POST', '/trial-start', {})).status).toBe(400)
  expect((await ask('POST', '/trial-start', { users: [uuidv7()] })).status).toBe(400)
})
