/** References between resources, through API, journal and worker: managers and members (RFC 7643 §4.2, §4.3). */
import { randomUUID } from 'node:crypto'
import { changeDirectorySettings } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { describe, expect, test } from 'vitest'
import { PUBLIC_URL } from '../support/test-api.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { ENTERPRISE, USER } from '../support/urns.ts'

const { pool, api, directory, scim } = useTestSystem({ worker: 'always' })

const get = async (path: string) => (await scim('GET', path)).body
const patch = (path: string, ...Operations: unknown[]) => scim('PATCH', path, { Operations })
const locationOf = (path: string) => `${PUBLIC_URL}/scim/v2/${directory().directoryPublicId}${path}`
const skip = () => changeDirectorySettings(createKysely(pool()), directory(), { unknownReferences: 'skip' }, 'test')

const newUser = async (userName: string, more: object = {}) => {
  const { status, body } = await scim('POST', '/Users', { userName, displayName: `The ${userName}`, ...more })
  expect(status).toBe(201)
  return body.id as string
}
const newGroup = async (displayName: string, ...ids: string[]) => {
  const members = ids.map((value) => ({ value }))
  const { status, body } = await scim('POST', '/Groups', { displayName, members })
  expect(status).toBe(201)
  return body.id as string
}
const listed = async (path: string, filter: string) =>
  (await get(`${path}?filter=${encodeURIComponent(filter)}`)).Resources.map(({ id }: { id: string }) => id)
/** A user of another directory of the site, and one of another site. */
const foreigners = async () => {
  const others = [await createTestDirectory(pool(), { of: directory() }), await createTestDirectory(pool())]
  const made = await Promise.all(others.map((other) => api().scim(other, 'POST', '/Users', { userName: 'other' })))
  return made.map(({ body }) => body.id as string)
}

describe('the manager', () => {
  const reports = (value: string) => ({ [ENTERPRISE]: { manager: { value } } })

  test('is shown with a $ref and the name that it has now: in answers to writes, in reads, in lists', async () => {
    const boss = await newUser('boss')
    const $ref = locationOf(`/Users/${boss}`)
    const manager = { value: boss, $ref, displayName: 'The boss' }
    const made = await scim('POST', '/Users', { userName: 'ada', ...reports(boss) })
    expect(made).toMatchObject({ status: 201, body: { [ENTERPRISE]: { manager } } })
    const path = `/Users/${made.body.id}`
    expect(await get(path)).toEqual(made.body)
    const replaced = await scim('PUT', path, { userName: 'ada', title: 'x', ...reports(boss) })
    expect(replaced.body[ENTERPRISE]).toEqual({ manager })
    await patch(`/Users/${boss}`, { op: 'replace', path: 'displayName', value: 'Bo' })
    const patched = await patch(path, { op: 'replace', path: 'title', value: 'y' })
    expect(patched.body[ENTERPRISE].manager).toEqual({ ...manager, displayName: 'Bo' })
    expect(await get(path)).toEqual(patched.body)
    const { Resources } = await get('/Users?filter=userName eq "ada"')
    expect(Resources).toEqual([patched.body])
    const all = (await get('/')).Resources
    expect(all.find(({ id }: { id: string }) => id === made.body.id)).toEqual(patched.body)
  })

  test('may be selected, or left out', async () => {
    const boss = await newUser('boss')
    const ada = await newUser('ada', { [ENTERPRISE]: { division: 'D', manager: { value: boss } } })
    expect((await get(`/Users/${ada}?attributes=${ENTERPRISE}:manager.displayName`))[ENTERPRISE]).toEqual({
      manager: { displayName: 'The boss' },
    })
    expect((await get(`/Users/${ada}?attributes=userName`))[ENTERPRISE]).toBeUndefined()
    expect((await get(`/Users/${ada}?excludedAttributes=${ENTERPRISE}:manager`))[ENTERPRISE]).toEqual({ division: 'D' })
  })

  test('M102: set, replaced and emptied, as Entra does', async () => {
    const [first, second, ada] = [await newUser('first'), await newUser('second'), await newUser('ada')]
    const path = `${ENTERPRISE}:manager`
    const managerOf = async (op: string, value: unknown) =>
      (await patch(`/Users/${ada}`, { op, path, value })).body[ENTERPRISE]?.manager.value
    expect(await managerOf('Add', first)).toBe(first)
    expect(await managerOf('Replace', [{ $ref: 'x', value: second }])).toBe(second)
    expect(await managerOf('Replace', '')).toBeUndefined()
    expect((await get(`/Users/${ada}`)).schemas).toEqual([USER])
  })

  test('who is no user of the directory is refused, whoever it is, with one and the same answer', async () => {
    const ada = await newUser('ada')
    const group = await newGroup('Team')
    const unknown = [randomUUID(), ...(await foreigners()), group, 'CN=Boss', ada.toUpperCase()]
    const answers = await Promise.all([
      ...unknown.map((value) => patch(`/Users/${ada}`, { op: 'add', path: `${ENTERPRISE}:manager`, value })),
      ...unknown.map((value) => scim('POST', '/Users', { userName: 'bob', ...reports(value) })),
      ...unknown.map((value) => scim('PUT', `/Users/${ada}`, { userName: 'ada', ...reports(value) })),
    ])
    const body = answers[0]?.body
    expect(body).toMatchObject({ status: '400', scimType: 'invalidValue' })
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([400, body])
    expect(await get(`/Users/${ada}`)).toMatchObject({ meta: { version: 'W/"1"' } })
  })

  test('who is unknown is left out where the directory skips, and the answer says so', async () => {
    await skip()
    const unknown = [randomUUID(), ...(await foreigners())]
    const made = await Promise.all(
      unknown.map((value, n) => scim('POST', '/Users', { userName: `user-${n}`, ...reports(value) })),
    )
    for (const { status, body } of made) {
      expect([status, body.schemas, body[ENTERPRISE]]).toEqual([201, [USER], undefined])
    }
    const [path] = made.map(({ body }) => `/Users/${body.id}`)
    const put = await scim('PUT', path ?? '', { userName: 'user-0', ...reports(unknown[0] ?? '') })
    expect(put.body).toEqual(made[0]?.body)
  })

  test('M17: a deleted user is no member and nobody’s manager any more', async () => {
    const [boss, ada] = [await newUser('boss'), await newUser('ada')]
    await patch(`/Users/${ada}`, { op: 'add', path: `${ENTERPRISE}:manager`, value: boss })
    const group = await newGroup('Team', boss, ada)
    const before = await get(`/Users/${ada}`)
    expect(await listed('/Users', `schemas eq "${ENTERPRISE}" and manager[value eq "${boss}"]`)).toEqual([ada])
    expect((await scim('DELETE', `/Users/${boss}`)).status).toBe(204)
    const after = await get(`/Users/${ada}`)
    expect(after).toEqual({ ...before, schemas: [USER], [ENTERPRISE]: undefined })
    expect((await get(`/Groups/${group}`)).members).toMatchObject([{ value: ada }])
    expect(await listed('/Users', `${ENTERPRISE}:manager.value eq "${boss}"`)).toEqual([])
    expect(await listed('/Users', 'manager pr')).toEqual([])
    expect(await listed('/Users', `schemas eq "${ENTERPRISE}"`)).toEqual([])
    expect(await listed('/Users', 'manager.displayName eq "the boss" or manager[value pr]')).toEqual([])
    // A PUT of what was read, a change of something else and one of the manager are all taken.
    expect((await scim('PUT', `/Users/${ada}`, after)).body).toEqual(after)
    expect((await patch(`/Users/${ada}`, { op: 'add', path: 'title', value: 'x' })).status).toBe(200)
    const next = await newUser('next')
    const moved = await patch(`/Users/${ada}`, { op: 'replace', path: 'manager.value', value: next })
    expect(moved.body[ENTERPRISE].manager.value).toBe(next)
  })

  test('F41, F42: is found by its id, with and without the user', async () => {
    const [boss, other] = [await newUser('boss'), await newUser('other')]
    const [ada, bob] = [await newUser('ada', reports(boss)), await newUser('bob', reports(boss))]
    expect(await listed('/Users', `${ENTERPRISE}:manager.value eq "${boss}"`)).toEqual([ada, bob])
    expect(await listed('/Users', `id eq "${ada}" and manager eq "${boss}"`)).toEqual([ada])
    expect(await listed('/Users', `id eq "${ada}" and manager eq "${other}"`)).toEqual([])
    expect(await listed('/Users', `manager eq "${boss}" and userName eq "bob"`)).toEqual([bob])
    expect(await listed('/Users', `not (manager eq "${boss}")`)).toEqual([boss, other])
    expect(await listed('/Users', 'manager.displayName co "BOSS"')).toEqual([ada, bob])
    expect(await listed('/Users', 'manager eq "boss"')).toEqual([])
  })
})

describe('members', () => {
  const idsOf = (members: readonly { value: string }[]) => members.map(({ value }) => value)

  test('say what they are, users and groups, in one order; what a request says of it does not count', async () => {
    const [ada, inner] = [await newUser('ada'), await newGroup('Inner')]
    const members = [
      { value: inner, type: 'User', display: 'x', $ref: 'y' },
      { value: ada, type: 'Group' },
      { value: ada, type: 'User' },
    ]
    const made = await scim('POST', '/Groups', { displayName: 'Outer', members })
    const shown = [
      { value: ada, $ref: locationOf(`/Users/${ada}`), display: 'The ada', type: 'User' },
      { value: inner, $ref: locationOf(`/Groups/${inner}`), display: 'Inner', type: 'Group' },
    ]
    expect(made).toMatchObject({ status: 201, body: { members: shown } })
    const path = `/Groups/${made.body.id}`
    expect(await get(path)).toEqual(made.body)
    const put = await scim('PUT', path, { displayName: 'Outer', members: members.toReversed() })
    expect(put.body).toEqual(made.body)
    expect((await get('/Groups?filter=displayName eq "outer"')).Resources).toEqual([made.body])
    expect(await listed('/Groups', `members[value eq "${inner}" and type eq "Group"]`)).toEqual([made.body.id])
  })

  test('may be groups in a circle, and a group itself', async () => {
    const [one, two] = [await newGroup('One'), await newGroup('Two')]
    const add = (group: string, value: string) =>
      patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value }] })
    await Promise.all([add(one, two), add(two, one)])
    await add(one, one)
    expect(idsOf((await get(`/Groups/${one}`)).members)).toEqual([one, two])
    expect(idsOf((await get(`/Groups/${two}`)).members)).toEqual([one])
    expect((await scim('DELETE', `/Groups/${one}`)).status).toBe(204)
    expect((await get(`/Groups/${two}`)).members).toEqual([])
  })

  test('that are unknown are refused as a whole, whoever they are, with one and the same answer', async () => {
    const ada = await newUser('ada')
    const group = await newGroup('Team')
    const unknown = [randomUUID(), ...(await foreigners()), 'none']
    const answers = await Promise.all(
      unknown.flatMap((value) => [
        scim('POST', '/Groups', { displayName: 'Other', members: [{ value: ada }, { value }] }),
        scim('PUT', `/Groups/${group}`, { displayName: 'Team', members: [{ value: ada }, { value }] }),
        patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: ada }, { value }] }),
      ]),
    )
    const body = answers[0]?.body
    expect(body).toMatchObject({ status: '400', scimType: 'invalidValue' })
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([400, body])
    expect(await get(`/Groups/${group}`)).toMatchObject({ members: [], meta: { version: 'W/"1"' } })
  })

  test('that are unknown are left out where the directory skips, also of the answer', async () => {
    await skip()
    const ada = await newUser('ada')
    const members = [{ value: ada }, ...[randomUUID(), ...(await foreigners()), 'none'].map((value) => ({ value }))]
    const made = await scim('POST', '/Groups', { displayName: 'Team', members })
    expect([made.status, idsOf(made.body.members)]).toEqual([201, [ada]])
    const put = await scim('PUT', `/Groups/${made.body.id}`, { displayName: 'Team', members })
    expect(put.body).toEqual(made.body)
  })

  test('ten thousand of them go in with one request, by POST, PUT or PATCH', async () => {
    const count = 10_000
    await pool().query(
      `insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, created_at,
                                   last_modified, resource, compared)
       select $1, $2, n, gen_random_uuid(), true, 1, 'u' || n, now(), now(),
              jsonb_build_object('userName', 'u' || n), jsonb_build_object('userName', 'u' || n)
       from generate_series(1, $3::integer) n`,
      [directory().siteId, directory().directoryId, count],
    )
    await pool().query('update lane set next_key = $2 where site_id = $1', [directory().siteId, count + 1])
    const { rows } = await pool().query<{ id: string }>(
      'select id from directory_user where site_id = $1 order by key',
      [directory().siteId],
    )
    const members = rows.map(({ id: value }) => ({ value }))
    const made = await scim('POST', '/Groups', { displayName: 'One', members: [...members, ...members] })
    expect(idsOf(made.body.members)).toEqual(idsOf(members))
    const [put, patched] = [await newGroup('Two'), await newGroup('Three')]
    expect((await scim('PUT', `/Groups/${put}`, { displayName: 'Two', members })).body.members).toHaveLength(count)
    expect((await patch(`/Groups/${patched}`, { op: 'add', path: 'members', value: members })).status).toBe(204)
    expect(idsOf((await get(`/Groups/${patched}`)).members)).toEqual(idsOf(members))
    expect((await get(`/Groups/${put}?excludedAttributes=members`)).meta.version).toBe('W/"2"')
  })

  test('M61: the last one gone, the list is empty and still there', async () => {
    const ada = await newUser('ada')
    const group = await newGroup('Team', ada)
    await patch(`/Groups/${group}`, { op: 'remove', path: `members[value eq "${ada}"]` })
    expect((await get(`/Groups/${group}`)).members).toEqual([])
  })
})
