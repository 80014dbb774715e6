/**
 * The whole story of a directory, told by a client whose types are generated from the document: what was there is imported, an
 * identity provider fills the directory, an administrator previews and starts it, reads why everybody is where they are,
 * decides about the rest, and gives groups access. The compiler checks it against the types.
 */
import createClient from 'openapi-fetch'
import { expect, it } from 'vitest'
import { createTestAdmin } from '../../support/admin-api.ts'
import { PUBLIC_URL, scimRequest } from '../../support/test-api.ts'
import { useTestSystem } from '../../support/test-system.ts'
import { GROUP, USER } from '../../support/urns.ts'
import type { paths } from './admin-api.d.ts'

const { pool, api, startWorker } = useTestSystem({ directory: 'none' })

const PATIENCE = { timeout: 60_000 }
const AT_SITE = '/admin/v1/sites/{site}'
const AT_DIRECTORY = '/admin/v1/sites/{site}/directories/{directory}'

/** @throws when the request was refused */
function got<Data>({ data, error }: { readonly data?: Data; readonly error?: unknown }): Data {
  if (data === undefined) throw new Error(`refused: ${JSON.stringify(error)}`)
  return data
}

it('a directory is filled, previewed, started, explained, decided about, and gives access', async () => {
  await startWorker()
  const token = await createTestAdmin(pool(), [{ role: 'admin', siteId: null }])
  const client = createClient<paths>({
    baseUrl: PUBLIC_URL,
    fetch: async (request: Request) => api().app.fetch(request),
    headers: { authorization: `Bearer ${token}` },
  })

  // A site with a domain of its own, and with people and a group from before.
  const site = got(await client.POST('/admin/v1/sites', { body: { name: 'Story' } }))
  const atSite = { site: site.id }
  const domain = got(
    await client.POST(`${AT_SITE}/domains`, { params: { path: atSite }, body: { name: 'example.com' } }),
  )
  expect(domain.verifiedAt).toBeNull()
  const marked = await client.POST(`${AT_SITE}/domains/{domain}/mark-verified`, {
    params: { path: { ...atSite, domain: 'example.com' } },
    body: { reason: 'known for years' },
  })
  expect(got(marked).verifiedBy).toBe('operator')
  const imported = got(
    await client.POST(`${AT_SITE}/imports`, {
      params: { path: atSite },
      body: {
        accounts: [
          { email: 'ann@example.com', displayName: 'Ann', audience: 'workforce' },
          { email: 'old@example.com', displayName: 'Old', audience: 'workforce' },
        ],
        groups: [{ name: 'Staff', audience: 'workforce', members: ['old@example.com'] }],
        reason: 'from the old system',
      },
    }),
  )
  expect(imported.accounts.map(({ result }) => result)).toEqual(['created', 'created'])

  // A directory in review, which an identity provider fills.
  const directory = got(
    await client.POST(`${AT_SITE}/directories`, { params: { path: atSite }, body: { name: 'Entra' } }),
  )
  const path = { ...atSite, directory: directory.id }
  got(
    await client.PATCH(AT_DIRECTORY, {
      params: { path },
      body: { settings: { externalUsers: 'review' }, reason: 'partners are looked at' },
    }),
  )
  const { key } = got(await client.POST(`${AT_DIRECTORY}/keys`, { params: { path }, body: { name: 'Entra' } }))
  const provision = async (at: string, body: object): Promise<string> => {
    const response = await api().app.request(`${directory.scimBaseUrl}${at}`, scimRequest(key, 'POST', body))
    expect(response.status).toBe(201)
    return ((await response.json()) as { id: string }).id
  }
  const user = (userName: string, own: object = {}) => provision('/Users', { schemas: [USER], userName, ...own })
  const ann = await user('ann@example.com', { displayName: 'Ann Archer' })
  const bob = await user('bob@example.com', { displayName: 'Bob' })
  const guest = await user('guest@partner.example')
  const machine = await user('machine')
  const members = [ann, bob, guest].map((value) => ({ value }))
  const team = await provision('/Groups', { schemas: [GROUP], displayName: 'Team', members })
  const staff = await provision('/Groups', { schemas: [GROUP], displayName: 'Staff', members })
  const records = async (type: 'User' | 'Group') => {
    const { items } = got(await client.GET(`${AT_DIRECTORY}/records`, { params: { path, query: { type } } }))
    return Object.fromEntries(items.map(({ id, status }) => [id, status]))
  }
  expect(new Set(Object.values(await records('User')))).toEqual(new Set(['reviewing']))

  // What a start would do, and the start itself.
  const asked = got(await client.POST(`${AT_DIRECTORY}/previews`, { params: { path }, body: {} }))
  const atPreview = { params: { path: { ...path, preview: asked.id } } }
  const preview = async () => got(await client.GET(`${AT_DIRECTORY}/previews/{preview}`, atPreview))
  await expect.poll(async () => (await preview()).state, PATIENCE).toBe('ready')
  expect((await preview()).counts).toMatchObject({
    users: { link: 1, create: 1, 'external-review': 1, 'no-email': 1 },
    groups: { create: 1, conflict: 1 },
    external: 1,
    absent: 1,
  })
  const rows = got(await client.GET(`${AT_DIRECTORY}/previews/{preview}/rows`, atPreview)).items
  expect(rows.find(({ record }) => record === ann)).toMatchObject({ kind: 'link', target: { name: 'ann@example.com' } })
  const csv = await client.GET(`${AT_DIRECTORY}/previews/{preview}/external-users.csv`, {
    ...atPreview,
    parseAs: 'text',
  })
  expect(got(csv)).toContain(`guest@partner.example,${guest},yes,`)
  got(
    await client.POST(`${AT_DIRECTORY}/start`, {
      params: { path },
      body: { preview: asked.id, reason: 'looks right' },
    }),
  )
  const started = async () => got(await client.GET(`${AT_DIRECTORY}/start`, { params: { path } })).start
  await expect.poll(async () => (await started())?.report ?? null, PATIENCE).not.toBeNull()
  expect(await started()).toMatchObject({ state: 'finished', report: { equal: 6, changed: 0, unexplained: 0 } })

  // Why everybody is where they are.
  expect(await records('User')).toEqual({
    [ann]: 'provisioned',
    [bob]: 'provisioned',
    [guest]: 'held',
    [machine]: 'held',
  })
  expect(await records('Group')).toEqual({ [team]: 'provisioned', [staff]: 'held' })
  const why = async (record: string) =>
    got(await client.GET(`${AT_SITE}/records/{record}`, { params: { path: { ...atSite, record } } }))
  expect((await why(staff)).holds[0]).toMatchObject({ kind: 'conflict', other: { group: { name: 'Staff' } } })
  expect((await why(guest)).reason).toContain('nobody has decided about it')
  const holds = async () => got(await client.GET(`${AT_SITE}/holds`, { params: { path: atSite } })).items
  expect((await holds()).map(({ kind, open }) => [kind, open])).toEqual([
    ['no-email', 1],
    ['external-review', 1],
    ['conflict', 1],
  ])

  // Decisions about the rest.
  const approved = got(
    await client.POST(`${AT_SITE}/external-users/approve`, {
      params: { path: atSite },
      body: { users: [guest], reason: 'a partner' },
    }),
  )
  expect(approved).toEqual({ done: 1, notApplicable: [] })
  got(
    await client.POST(`${AT_SITE}/records/{record}/dismiss`, {
      params: { path: { ...atSite, record: machine } },
      body: { hold: 'no-email', reason: 'it is no person' },
    }),
  )
  expect(await holds()).toEqual([
    { kind: 'no-email', open: 0, decided: 1 },
    { kind: 'conflict', open: 1, decided: 0 },
  ])
  expect(await why(guest)).toMatchObject({ status: 'provisioned', class: 'external' })
  const account = (await why(bob)).account
  const person = { params: { path: { ...atSite, person: account?.id ?? '' } } }
  got(
    await client.POST(`${AT_SITE}/records/{record}/unlink`, { params: { path: { ...atSite, record: bob } }, body: {} }),
  )
  expect(await why(bob)).toMatchObject({ status: 'detached', account: null })
  const local = got(await client.GET(`${AT_SITE}/people/{person}`, person))
  expect(local).toMatchObject({ active: true, records: [], reason: expect.stringContaining('comes from no directory') })

  // What a group gives access to, and who has it.
  const app = got(
    await client.POST(`${AT_SITE}/apps`, { params: { path: atSite }, body: { kind: 'app', name: 'Wiki' } }),
  )
  const granted = (await why(team)).group?.siteGroup?.id ?? ''
  const atApp = { path: { ...atSite, app: app.id } }
  got(await client.POST(`${AT_SITE}/apps/{app}/grant`, { params: atApp, body: { group: granted } }))
  const reached = got(await client.GET(`${AT_SITE}/apps/{app}/people`, { params: atApp })).items
  expect(reached.map(({ email, ways }) => [email, ways.map(({ name }) => name)])).toEqual([
    ['ann@example.com', ['Team']],
    ['guest@partner.example', ['Team']],
  ])

  // Every effect is on record with its author.
  const operations = got(await client.GET(`${AT_SITE}/operations`, { params: { path: atSite } })).items
  const requests = operations.map(({ command, method }) => command ?? method)
  expect(requests.filter((name) => name !== 'reproject').toReversed()).toEqual([
    ...['import', 'POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'start', 'approve-users', 'dismiss-hold'],
    ...['unlink-user', 'create-app', 'grant-access'],
  ])
  for (const { command, actor } of operations) expect(actor.startsWith('admin:')).toBe(command !== null)
  const operation = operations.find(({ command }) => command === 'unlink-user')?.id ?? ''
  const done = await client.GET(`${AT_SITE}/operations/{operation}`, { params: { path: { ...atSite, operation } } })
  expect(got(done)).toMatchObject({ state: 'applied', request: { command: 'unlink-user', directory: null } })
}, 240_000)
