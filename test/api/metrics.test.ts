/** `GET /metrics`: what the guard, a pause, groups and lanes have made, in the text format, for those who may read all sites. */
import { createSharedRead } from '@syncline/api/metrics/shared-read.ts'
import { revokeAdmin } from '@syncline/core/storage/catalogue/admin.ts'
import { changeDirectorySettings, findDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { pauseDirectory } from '@syncline/core/storage/catalogue/directory-pause.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { adminRequest, createTestAdmin, createTokens } from '../support/admin-api.ts'
import { type Family, parsePrometheusText } from '../support/prometheus-text.ts'
import { PUBLIC_URL } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { waitUntil } from '../support/wait-until.ts'

const { pool, api, apis, scim, use, startWorker } = useTestSystem({ apis: { api: {}, other: {} }, directory: 'none' })
const db = () => createKysely(pool())
let token: string

beforeAll(async () => {
  token = await createTestAdmin(pool(), [{ role: 'viewer', siteId: null }])
})

async function ask(sent: string | null, method = 'GET', path = '/metrics') {
  const headers = sent === null ? {} : { authorization: `Bearer ${sent}` }
  const response = await api().app.request(`${PUBLIC_URL}${path}`, { method, headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

type Scraped = ReadonlyMap<string, Family>
type Labels = Readonly<Record<string, string>>

const scrape = async (): Promise<Scraped> => parsePrometheusText((await ask(token)).text)

/** The values of a metric by one of its labels, of those that have the others; without those that are 0. */
function valuesBy(scraped: Scraped, name: string, label: string, labels: Labels): Record<string, number> {
  const samples = scraped.get(name)?.samples ?? []
  const own = samples.filter((each) => Object.entries(labels).every(([key, value]) => each.labels[key] === value))
  return Object.fromEntries(own.filter(({ value }) => value !== 0).map((each) => [each.labels[label], each.value]))
}

const siteOf = async (siteId: number): Promise<string> =>
  (await pool().query('select public_id from site where id = $1', [siteId])).rows[0].public_id

const userOf = (name: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: `${name}@example.com`,
  emails: [{ value: `${name}@example.com`, primary: true }],
})

async function createUsers(directory: TestDirectory, names: readonly string[]): Promise<string[]> {
  use(directory)
  const answers = await Promise.all(names.map((name) => scim('POST', '/Users', userOf(name))))
  expect(answers.map(({ status }) => status)).toEqual(names.map(() => 201))
  return answers.map(({ body }) => body.id)
}

const switchOff = async (id: string) => expect((await scim('PATCH', `/Users/${id}`, OFF)).status).toBe(200)
const OFF = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', path: 'active', value: false }],
}

test('what the guard and a pause keep back, by directory, with its age; over 15 minutes is said', async () => {
  await startWorker()
  const guarded = await createTestDirectory(pool())
  const held = await createTestDirectory(pool(), { of: guarded })
  const calm = await createTestDirectory(pool(), { of: guarded })
  const site = await siteOf(guarded.siteId)
  await changeDirectorySettings(db(), guarded, { guardPeople: 1, guardPercent: 0 }, 'test')
  const ids = await createUsers(guarded, ['ada', 'bob', 'cyd', 'dan'])
  // One is let through.
  await Promise.all(ids.map((id) => switchOff(id)))
  const [eve = ''] = await createUsers(held, ['eve', 'fay'])
  await pauseDirectory(db(), { id: held.directoryId, siteId: held.siteId }, 'hold', 'test')
  await switchOff(eve)
  // It waits as well, and nobody loses by it.
  await createUsers(held, ['gus'])

  const losses = (scraped: Scraped, { directoryPublicId: directory }: TestDirectory) =>
    valuesBy(scraped, 'syncline_waiting_losses', 'keeper', { site, directory })
  const young = await waitUntil(scrape, (each) => losses(each, held).paused === 1)
  expect(losses(young, guarded)).toEqual({ guard: 3 })
  expect(losses(young, held)).toEqual({ paused: 1 })
  expect(losses(young, calm)).toEqual({})
  expect(valuesBy(young, 'syncline_waiting_losses_long', 'keeper', { site })).toEqual({})
  expect(valuesBy(young, 'syncline_guard_items', 'kind', { site })).toEqual({ deactivated: 3 })
  const { waitingLosses } = (await adminRequest(api(), token, 'GET', `/sites/${site}/inbox`)).body
  expect(waitingLosses).toMatchObject([
    { directory: { id: guarded.directoryPublicId }, by: 'guard', losses: 3 },
    { directory: { id: held.directoryPublicId }, by: 'pause', losses: 1 },
  ])

  await pool().query(
    `update guard_item set since = since - interval '20 minutes' where site_id = $1 and key = (
    select max(key) from guard_item where site_id = $1)`,
    [guarded.siteId],
  )
  const isLong = { site, directory: guarded.directoryPublicId }
  const old = await waitUntil(
    scrape,
    (each) => valuesBy(each, 'syncline_waiting_losses_long', 'keeper', isLong).guard === 1,
  )
  expect(valuesBy(old, 'syncline_waiting_losses_long', 'keeper', { site })).toEqual({ guard: 1 })
  const age = valuesBy(old, 'syncline_waiting_losses_oldest_age_seconds', 'keeper', isLong).guard
  expect(age).toBeGreaterThan(1_200)
  expect(age).toBeLessThan(3_600)
})

test('open conflicts by kind, what a review keeps back, what is pending and dead; nothing of a directory that is disconnected', async () => {
  const directory = await createTestDirectory(pool())
  const gone = await createTestDirectory(pool(), { of: directory })
  const { siteId } = directory
  const site = await siteOf(siteId)
  await pool().query(`update directory set phase = 'disconnected' where id = $1`, [gone.directoryId])
  await pool().query(
    `insert into conflict (site_id, key, id, directory_id, record_key, record_id, site_group_key, site_group_id, kind, name,
       name_key, state, version, first_seen)
     select $1, n.key, gen_random_uuid(), n.directory, n.key, gen_random_uuid(), 1, gen_random_uuid(), n.kind, '', '', n.state, 1, now()
     from (values (901, 'local-group', 'open', $2::integer), (902, 'local-group', 'open', $2), (903, 'rename-clash', 'open', $2),
       (904, 'rename-clash', 'decided', $2), (905, 'default-group', 'open', $3)) n (key, kind, state, directory)`,
    [siteId, directory.directoryId, gone.directoryId],
  )
  await pool().query(
    `insert into pending (site_id, directory_id, operation_id, digest, accepted_at)
     select $1, d, gen_random_uuid(), gen_random_uuid(), now() - make_interval(mins => age)
     from (values ($2::integer, 30), ($2, 1), (0, 40)) n (d, age)`,
    [siteId, directory.directoryId],
  )
  await pool().query(
    `insert into dead_letter (site_id, operation_id, directory_id, seq, reason, at) values ($1, gen_random_uuid(), $2, 1, 'x', now())`,
    [siteId, directory.directoryId],
  )
  const reviewing = await createTestDirectory(pool(), { of: directory })
  await pool().query(`update directory set phase = 'reviewing' where id = $1`, [reviewing.directoryId])
  await pool().query(
    `insert into dirty (site_id, key, directory_id, operation_id, loss)
     select $1, 900 + d, d, gen_random_uuid(), true from unnest($2::integer[]) d`,
    [siteId, [directory, reviewing, gone].map(({ directoryId }) => directoryId)],
  )
  await pool().query(`update lane set applied_seq = 41, failure = 'x' where site_id = $1`, [siteId])
  const of = (each: Scraped, name: string) => valuesBy(each, name, 'site', { site })[site]
  const scraped = await waitUntil(scrape, (each) => of(each, 'syncline_dead_letters') === 1)
  expect(valuesBy(scraped, 'syncline_open_conflicts', 'kind', { site })).toEqual({
    'local-group': 2,
    'rename-clash': 1,
  })
  expect(of(scraped, 'syncline_pending_operations')).toBe(3)
  // A directory that is open works off what is marked.
  const lossesOf = (of: TestDirectory) =>
    valuesBy(scraped, 'syncline_waiting_losses', 'keeper', { directory: of.directoryPublicId })
  expect([lossesOf(reviewing), lossesOf(directory)]).toEqual([{ reviewing: 1 }, {}])
  const age = of(scraped, 'syncline_pending_operations_oldest_age_seconds')
  expect(age).toBeGreaterThan(2_390)
  expect(age).toBeLessThan(3_600)
  expect(of(scraped, 'syncline_applied_operations_total')).toBe(41)
  expect(of(scraped, 'syncline_lane_failing')).toBe(1)
  const named = [...scraped.values()].flatMap(({ samples }) => samples.map(({ labels }) => labels.directory))
  expect(named).toContain(directory.directoryPublicId)
  expect(named).not.toContain(gone.directoryPublicId)
})

test('a directory has the same series whatever it keeps back, named by ids alone, with help and type', async () => {
  const directory = await createTestDirectory(pool())
  const { name } = await findDirectory(db(), directory)
  const mine = (scraped: Scraped) =>
    [...scraped].flatMap(([family, { samples }]) =>
      samples.filter(({ labels }) => labels.directory === directory.directoryPublicId).map(() => family),
    )
  const scraped = await waitUntil(scrape, (each) => mine(each).length > 0)
  expect(mine(scraped).length).toBe(18)
  expect(new Set(mine(scraped)).size).toBe(5)
  const own = [...scraped].filter(([family]) => family.startsWith('syncline_'))
  for (const [, { help, type, samples }] of own) {
    expect(help.length).toBeGreaterThan(10)
    expect(['gauge', 'counter']).toContain(type)
    expect(samples.length).toBeGreaterThan(0)
    const labels = samples.flatMap((each) => Object.keys(each.labels))
    expect(labels.filter((label) => !['site', 'directory', 'keeper', 'kind'].includes(label))).toEqual([])
  }
  const { text, headers } = await ask(token)
  expect(text).not.toContain(name)
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(headers.get('cache-control')).toBe('no-store')
  for (const process of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds', 'nodejs_version_info'])
    expect(scraped.get(process)?.samples.length).toBe(1)
})

describe('who may read it', () => {
  test('roles that may read, at all sites; at one site alone nobody', async () => {
    const { siteId } = await createTestDirectory(pool())
    const everywhere = await createTokens(pool(), null)
    const ofSite = await createTokens(pool(), siteId)
    const statuses = async (tokens: ReadonlyMap<string, string>) =>
      Object.fromEntries(await Promise.all([...tokens].map(async ([role, each]) => [role, (await ask(each)).status])))
    expect(await statuses(everywhere)).toEqual({ agent: 403, viewer: 200, operator: 200, access: 200, admin: 200 })
    expect(await statuses(ofSite)).toEqual({ agent: 403, viewer: 403, operator: 403, access: 403, admin: 403 })
  })

  test('refusals are those of the admin API, byte for byte, whatever is wrong with the token', async () => {
    const revoked = await createTestAdmin(pool(), [{ role: 'viewer', siteId: null }])
    const [{ prefix }] = (await pool().query('select prefix from admin order by id desc limit 1')).rows
    await revokeAdmin(db(), { prefix }, 'test')
    const directory = await createTestDirectory(pool())
    const elsewhere = await adminRequest(api(), `${token}x`, 'GET', '/me')
    const all = await Promise.all([revoked, `${token}x`, directory.key, 'x'].map((each) => ask(each)))
    for (const { status, text, headers } of all) {
      expect([status, text]).toEqual([401, elsewhere.text])
      expect([...headers]).toEqual([...elsewhere.headers])
    }
    const missing = await ask(null)
    expect([missing.status, missing.text]).toEqual([401, elsewhere.text])
    expect(missing.headers.get('www-authenticate')).toBe('Bearer realm="admin"')
    expect((await ask(null, 'GET', `/metrics?access_token=${token}`)).status).toBe(401)
    const agent = await createTestAdmin(pool(), [{ role: 'agent', siteId: null }])
    const admin = await adminRequest(api(), agent, 'GET', '/events')
    expect((await ask(agent)).text).toBe(admin.text.replace('admin.', 'viewer, operator, access, admin.'))
  })

  test('another method is refused, another path is not there', async () => {
    const post = await ask(token, 'POST')
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET'])
    expect((await ask(token, 'GET', '/metrics/x')).status).toBe(404)
    expect((await ask(token, 'HEAD')).status).toBe(200)
  })
})

describe('one look for all scrapers', () => {
  test('those who ask while it is under way, and for a time behind it, share it; a failed one is not kept', async () => {
    let now = 0
    const reads: PromiseWithResolvers<number>[] = []
    const read = createSharedRead(
      () => {
        const begun = Promise.withResolvers<number>()
        reads.push(begun)
        return begun.promise
      },
      5_000,
      () => now,
    )
    const first = [read(), read()]
    now = 60_000
    first.push(read())
    expect(reads.length).toBe(1)
    reads[0]?.resolve(1)
    expect(await Promise.all(first)).toEqual([1, 1, 1])
    now = 64_999
    expect(await read()).toBe(1)
    now = 65_000
    const second = [read(), read()]
    expect(reads.length).toBe(2)
    reads[1]?.reject(new Error('away'))
    for (const { status } of await Promise.allSettled(second)) expect(status).toBe('rejected')
    const third = read()
    expect(reads.length).toBe(3)
    reads[2]?.resolve(3)
    expect(await third).toBe(3)
  })

  test('scrapes at once get the same text of the system', async () => {
    const directory = await createTestDirectory(pool())
    // Its age is told to the microsecond: no other look says the same.
    await pool().query(
      `insert into pending (site_id, directory_id, operation_id, digest) values ($1, 0, gen_random_uuid(), gen_random_uuid())`,
      [directory.siteId],
    )
    const blocking = await pool().connect()
    const texts: Promise<string>[] = []
    const scrapeOther = async () => {
      const request = { headers: { authorization: `Bearer ${token}` } }
      return (
        (await (await apis.other().app.request(`${PUBLIC_URL}/metrics`, request)).text()).split('# HELP process_')[0] ??
        ''
      )
    }
    try {
      await blocking.query('begin; lock table conflict in access exclusive mode')
      texts.push(scrapeOther())
      await waitUntil(
        async () => {
          const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
          return (await pool().query(waiting)).rowCount
        },
        (waiting) => waiting === 1,
      )
      texts.push(...Array.from({ length: 10 }, scrapeOther))
    } finally {
      await blocking.query('rollback')
      blocking.release()
    }
    const all = await Promise.all(texts)
    expect(all[0]).toContain('syncline_pending_operations')
    expect(new Set(all).size).toBe(1)
  })
})
