/** Five hundred conflicts, decided by one request while the identity provider goes on: all are carried out, and nothing is lost. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { beforeAll, expect, it } from 'vitest'
import { adminRequest, createTestAdmin } from '../../support/admin-api.ts'
import { addAccount } from '../../support/existing-site.ts'
import { fillDirectory } from '../../support/fill-directory.ts'
import { useTestSystem } from '../../support/test-system.ts'
import { GROUP, PATCH, USER } from '../../support/urns.ts'
import { waitUntil } from '../../support/wait-until.ts'

const CONFLICTS = 500
const USERS = 40
/** Of each group, before the sync goes on. */
const MEMBERS = 4
/** Requests that the identity provider keeps in flight, and sends at least. */
const IN_FLIGHT = 4
const LEAST_SENT = 120
const LIMIT_MS = 120_000

const { database, pool, api, directory, scim } = useTestSystem({ directory: 'once', worker: 'always' })
let token: string
let site: string
let groups: string[]
let users: string[]

const count = async (text: string): Promise<number> => (await pool().query(text, [directory().siteId])).rows[0].n
const open = () => count("select count(*)::integer as n from conflict where site_id = $1 and state = 'open'")
const live = () =>
  count("select count(*)::integer as n from conflict where site_id = $1 and state in ('open', 'decided')")

beforeAll(async () => {
  const { siteId } = directory()
  site = (await pool().query('select public_id from site where id = $1', [siteId])).rows[0].public_id
  token = await createTestAdmin(pool(), [{ role: 'access', siteId }])
  const local = await addAccount(pool(), siteId, { email: 'local@example.com' })
  const names = Array.from({ length: CONFLICTS }, (_, n) => `group ${n}`)
  await pool().query(
    `with taken as (update lane set next_key = next_key + $3 where site_id = $1 returning next_key - $3 as key),
     made as (
       insert into site_group (site_id, key, id, audience, source, name, name_key, created_at, updated_at)
       select $1, t.key + n, id, 'workforce', 'local', name, name, now(), now()
       from taken t, unnest($2::uuid[], $4::text[]) with ordinality as g (id, name, n) returning key
     )
     insert into site_member (site_id, group_key, account_key, origin) select $1, key, $5, 0 from made`,
    [siteId, names.map(() => uuidv7()), CONFLICTS + 1, names, local],
  )
  const post = (resourceType: 'User' | 'Group', body: object) => ({ method: 'POST', resourceType, body }) as const
  users = await fillDirectory(
    database().url,
    directory(),
    Array.from({ length: USERS }, (_, n) => post('User', { schemas: [USER], userName: `user-${n}@example.com` })),
  )
  const membersOf = (n: number) => Array.from({ length: MEMBERS }, (_, m) => ({ value: users[(n + m) % USERS] }))
  groups = await fillDirectory(
    database().url,
    directory(),
    names.map((displayName, n) => post('Group', { schemas: [GROUP], displayName, members: membersOf(n) })),
  )
  await waitUntil(open, (found) => found === CONFLICTS, { timeoutMs: LIMIT_MS })
}, LIMIT_MS)

it(
  'all of them are resolved, and every membership is the directory’s',
  async () => {
    let [sent, isDecided] = [0, false]
    const failed: unknown[] = []
    /** Adds a member, takes one out, and creates a user, in turn. */
    const send = async (n: number) => {
      const value = users[(n * 7 + MEMBERS) % USERS]
      const change =
        n % 3 === 0
          ? { op: 'remove', path: `members[value eq "${users[n % USERS]}"]` }
          : { op: 'add', path: 'members', value: [{ value }] }
      const answer =
        n % 3 === 2
          ? await scim('POST', '/Users', { schemas: [USER], userName: `later-${n}@example.com` })
          : await scim('PATCH', `/Groups/${groups[(n * 11) % CONFLICTS]}`, { schemas: [PATCH], Operations: [change] })
      if (answer.status >= 300) failed.push(answer.body)
    }
    const sync = async (): Promise<void> => {
      while (!isDecided || sent < LEAST_SENT) {
        sent += 1
        // biome-ignore lint/performance/noAwaitInLoops: as identity providers do
        await send(sent)
      }
    }
    const syncing = Promise.all(Array.from({ length: IN_FLIGHT }, sync))
    await waitUntil(
      async () => sent,
      (n) => n > IN_FLIGHT,
      { timeoutMs: LIMIT_MS },
    )

    const post = (path: string, body: object) => adminRequest(api(), token, 'POST', `/sites/${site}${path}`, body)
    const began = performance.now()
    const filter = { kind: 'local-group' }
    const preview = (await post('/conflicts/decisions/preview', { filter, decision: 'accept' })).body
    expect(preview).toMatchObject({ conflicts: CONFLICTS, possible: CONFLICTS, removed: CONFLICTS, notApplicable: [] })
    const previewed = performance.now()
    const { seen } = preview
    const { status, body } = await post('/conflicts/decisions', {
      filter,
      seen,
      decision: 'accept',
      reason: 'the same',
    })
    expect([status, body]).toEqual([200, { done: CONFLICTS, notApplicable: [], notApplicableCount: 0 }])
    const answered = performance.now()
    await waitUntil(live, (left) => left === 0, { timeoutMs: LIMIT_MS })
    const carriedOut = performance.now()
    isDecided = true
    await syncing
    expect(failed).toEqual([])
    const ms = (from: number, to: number) => Math.round(to - from)
    process.stdout.write(
      `${CONFLICTS} conflicts: preview ${ms(began, previewed)} ms, answered after ${ms(previewed, answered)} ms, carried out ` +
        `after ${ms(previewed, carriedOut)} ms, while ${sent} requests of the directory were answered\n`,
    )

    const resolved =
      "select count(*)::integer as n from conflict where site_id = $1 and state = 'resolved' and decision = 'accept'"
    expect(await count(resolved)).toBe(CONFLICTS)
    expect(await count('select count(*)::integer as n from conflict where site_id = $1')).toBe(CONFLICTS)
    expect(await count('select count(*)::integer as n from group_link where site_id = $1')).toBe(CONFLICTS)
    const { rows } = await pool().query(
      `select
       (select json_agg(json_build_array(l.site_group_key, u.account_key) order by l.site_group_key, u.account_key)
        from directory_member m join group_link l on l.site_id = $1 and l.group_key = m.group_key
        join user_link u on u.site_id = $1 and u.user_key = m.member_key where m.site_id = $1) as wanted,
       (select json_agg(json_build_array(m.group_key, m.account_key) order by m.group_key, m.account_key)
        from site_member m where m.site_id = $1) as found,
       (select array_agg(distinct m.origin) from site_member m where m.site_id = $1) as origins`,
      [directory().siteId],
    )
    expect(rows[0].found).toEqual(rows[0].wanted)
    expect(rows[0].origins).toEqual([directory().directoryId])
  },
  2 * LIMIT_MS,
)
