/** Users and groups through the whole path: API, journal, queue, worker, reads (RFC 7644 §3.3–3.6, §3.4.1). */
import { describe, expect, test } from 'vitest'
import { QUEUE_BACKENDS } from '../support/queue-backends.ts'
import { PUBLIC_URL } from '../support/test-api.ts'
import { useTestSystem } from '../support/test-system.ts'
import { GROUP, PATCH, USER } from '../support/urns.ts'

describe.each(QUEUE_BACKENDS)('users and groups, woken over $name', ({ start }) => {
  const { directory, scim } = useTestSystem({ worker: 'always', startQueue: start })

  const patch = (path: string, ...Operations: unknown[]) => scim('PATCH', path, { schemas: [PATCH], Operations })
  const newUser = async (userName: string) => (await scim('POST', '/Users', { schemas: [USER], userName })).body.id
  const newGroup = async (displayName: string, ...ids: string[]) =>
    (await scim('POST', '/Groups', { schemas: [GROUP], displayName, members: ids.map((value) => ({ value })) })).body.id

  test('a created user is answered in full and reads back the same', async () => {
    const created = await scim('POST', '/Users', {
      schemas: [USER],
      userName: 'Ada',
      name: { givenName: 'Ada', familyName: 'Lovelace' },
      emails: [{ value: 'ada@example.com', type: 'work', primary: true }],
      phoneNumbers: [{ value: '(201) 555-0123', type: 'work' }],
    })
    expect(created.status).toBe(201)
    const location = `${PUBLIC_URL}/scim/v2/${directory().directoryPublicId}/Users/${created.body.id}`
    expect(created.body).toMatchObject({ schemas: [USER], userName: 'Ada', active: true, meta: { location } })
    expect(created.body.meta.created).toBe(created.body.meta.lastModified)
    expect(created.headers.get('location')).toBe(location)
    expect(created.headers.get('content-location')).toBe(location)
    expect(created.headers.get('etag')).toBe(created.body.meta.version)
    expect(created.headers.get('content-type')).toBe('application/scim+json')
    expect(created.headers.get('cache-control')).toBe('no-store')

    const read = await scim('GET', `/Users/${created.body.id}`)
    expect(read.status).toBe(200)
    expect(read.body).toEqual(created.body)
    expect(read.headers.get('etag')).toBe(read.body.meta.version)
    expect((await scim('GET', '/Users?filter=userName eq "ADA"')).body.Resources).toEqual([created.body])
  })

  test('PUT replaces, PATCH changes, both answer the whole user as it then reads', async () => {
    const id = await newUser('ada')
    const put = await scim('PUT', `/Users/${id}`, { schemas: [USER], userName: 'ada', title: 'Countess' })
    expect(put.status).toBe(200)
    expect(put.body).toEqual((await scim('GET', `/Users/${id}`)).body)
    const patched = await patch(`/Users/${id}`, { op: 'replace', path: 'title', value: 'Analyst' })
    expect(patched.status).toBe(200)
    expect(patched.body).toMatchObject({ title: 'Analyst', meta: { version: 'W/"3"' } })
    expect(patched.body).toEqual((await scim('GET', `/Users/${id}`)).body)
  })

  test('PATCH with attributes answers only those', async () => {
    const id = await newUser('ada')
    const body = { schemas: [PATCH], Operations: [{ op: 'replace', path: 'title', value: 'x' }] }
    const answer = await scim('PATCH', `/Users/${id}?attributes=userName`, body)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ schemas: [USER], id, userName: 'ada' })
  })

  test('DELETE is answered 204, then 404, and the name is free again', async () => {
    const id = await newUser('mallory')
    expect(await scim('DELETE', `/Users/${id}`)).toMatchObject({ status: 204, body: undefined })
    expect((await scim('GET', `/Users/${id}`)).status).toBe(404)
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(404)
    expect((await scim('GET', '/Users?filter=userName eq "mallory"')).body.totalResults).toBe(0)
    expect(await newUser('mallory')).not.toBe(id)
  })

  test('a duplicate name is 409 uniqueness, whatever its case', async () => {
    await newUser('jsmith')
    const answer = await scim('POST', '/Users', { schemas: [USER], userName: 'JSmith' })
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ status: '409', scimType: 'uniqueness' })
    expect(answer.body.detail).not.toContain('JSmith')
  })

  test('If-Match decides against the version that is there when it is applied', async () => {
    const id = await newUser('ada')
    const body = { schemas: [PATCH], Operations: [{ op: 'replace', path: 'title', value: 'x' }] }
    expect((await scim('PATCH', `/Users/${id}`, body, { 'if-match': 'W/"9"' })).status).toBe(412)
    expect((await scim('PATCH', `/Users/${id}`, body, { 'if-match': '"1"' })).status).toBe(200)
    expect((await scim('DELETE', `/Users/${id}`, undefined, { 'if-match': '"1"' })).status).toBe(412)
  })

  test('If-None-Match of the version that is there is answered 304 without a body', async () => {
    const id = await newUser('ada')
    const answer = await scim('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"1"' })
    expect(answer).toMatchObject({ status: 304, body: undefined })
    expect(answer.headers.get('etag')).toBe('W/"1"')
    expect((await scim('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"2"' })).status).toBe(200)
  })

  test('a group lists its members and a user its groups; a PATCH of a group has no body unless asked', async () => {
    const [ada, bob] = [await newUser('ada'), await newUser('bob')]
    const made = await scim('POST', '/Groups', { schemas: [GROUP], displayName: 'Team', members: [{ value: ada }] })
    expect(made.status).toBe(201)
    expect(made.body.members).toEqual([expect.objectContaining({ value: ada, type: 'User' })])
    const { id } = made.body
    expect((await scim('GET', `/Groups/${id}`)).body).toEqual(made.body)

    const added = await patch(`/Groups/${id}`, { op: 'add', path: 'members', value: [{ value: bob }] })
    expect(added).toMatchObject({ status: 204, body: undefined })
    expect(added.headers.get('etag')).toBe('W/"2"')
    const wanted = { schemas: [PATCH], Operations: [{ op: 'Remove', path: `members[value eq "${ada}"]` }] }
    const removed = await scim('PATCH', `/Groups/${id}?attributes=members`, wanted)
    expect(removed.status).toBe(200)
    expect(removed.body).toMatchObject({ id, members: [{ value: bob }] })

    expect((await scim('GET', `/Users/${bob}`)).body.groups).toEqual([
      expect.objectContaining({ value: id, display: 'Team', type: 'direct' }),
    ])
    expect((await scim('GET', `/Users/${ada}`)).body.groups).toBeUndefined()
    const renamed = await scim('PUT', `/Groups/${id}`, { schemas: [GROUP], displayName: 'Crew' })
    expect(renamed.body).toMatchObject({ displayName: 'Crew', members: [{ value: bob }] })
    expect(renamed.body).toEqual((await scim('GET', `/Groups/${id}`)).body)
  })

  test('a PUT or PATCH of a user still says which groups the user is in', async () => {
    const ada = await newUser('ada')
    const team = await newGroup('Team', ada)
    const patched = await patch(`/Users/${ada}`, { op: 'add', path: 'title', value: 'x' })
    expect(patched.body.groups).toEqual([expect.objectContaining({ value: team })])
    expect(patched.body).toEqual((await scim('GET', `/Users/${ada}`)).body)
  })

  test('a group is listed without its members when they are excluded, with an empty list when it has none', async () => {
    const id = await newGroup('Team')
    const [with_, without] = [
      await scim('GET', '/Groups?filter=displayName eq "team"'),
      await scim('GET', '/Groups?excludedAttributes=members&filter=displayName eq "team"'),
    ]
    expect(with_.body.Resources).toEqual([expect.objectContaining({ id, members: [] })])
    expect(without.body.Resources[0]).not.toHaveProperty('members')
  })

  test('pages of a list are in one order and add up to the total', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `user-${n}`)
    await Promise.all(names.map((name) => newUser(name)))
    const pages = await Promise.all([1, 6, 11].map((first) => scim('GET', `/Users?startIndex=${first}&count=5`)))
    expect(pages.map(({ body }) => [body.totalResults, body.startIndex, body.itemsPerPage])).toEqual([
      [12, 1, 5],
      [12, 6, 5],
      [12, 11, 2],
    ])
    const seen = pages.flatMap(({ body }) => body.Resources.map((user: { userName: string }) => user.userName))
    expect(seen.toSorted()).toEqual(names.toSorted())
    expect((await scim('GET', '/Users?startIndex=100')).body).toMatchObject({ totalResults: 12, Resources: [] })
    expect((await scim('GET', '/Users?count=0')).body).toMatchObject({ totalResults: 12, Resources: [] })
  })

  test('80 parallel POSTs of 10 names: 10 are created, 70 are told that the name is taken', async () => {
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, n) => scim('POST', '/Users', { schemas: [USER], userName: `name-${n % 10}` })),
    )
    const count = (status: number) => answers.filter((answer) => answer.status === status).length
    expect([count(201), count(409)]).toEqual([10, 70])
    expect((await scim('GET', '/Users?count=0')).body.totalResults).toBe(10)
  })

  test('parallel PATCHes of different attributes of one user are all kept', async () => {
    const id = await newUser('ada')
    const names = [
      'title',
      'nickName',
      'userType',
      'displayName',
      'locale',
      'timezone',
      'preferredLanguage',
      'profileUrl',
    ]
    const answers = await Promise.all(
      names.map((path) => patch(`/Users/${id}`, { op: 'add', path, value: `${path}-x` })),
    )
    expect(answers.map((answer) => answer.status)).toEqual(names.map(() => 200))
    const { body } = await scim('GET', `/Users/${id}`)
    expect(names.map((name) => body[name])).toEqual(names.map((name) => `${name}-x`))
  })

  test('parallel adds of members are all kept', async () => {
    const users = await Promise.all(Array.from({ length: 20 }, (_, n) => newUser(`user-${n}`)))
    const id = await newGroup('Team')
    await Promise.all(users.map((value) => patch(`/Groups/${id}`, { op: 'add', path: 'members', value: [{ value }] })))
    const { body } = await scim('GET', `/Groups/${id}`)
    expect(body.members.map((member: { value: string }) => member.value).toSorted()).toEqual(users.toSorted())
  })
})
