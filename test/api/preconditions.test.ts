/** Preconditions of reads and writes (RFC 7644 §3.14, RFC 9110 §13, RFC 6585 §3), through API, journal and worker. */
import { randomUUID } from 'node:crypto'
import { changeDirectorySettings } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { describe, expect, test } from 'vitest'
import { useTestSystem } from '../support/test-system.ts'
import { ERROR } from '../support/urns.ts'

const { pool, directory, scim } = useTestSystem({ worker: 'always' })

const title = (value: string) => ({ Operations: [{ op: 'replace', path: 'title', value }] })
const newUser = async (userName = 'ada') => `/Users/${(await scim('POST', '/Users', { userName })).body.id}`
const patchIf = (path: string, ifMatch: string | undefined, value = 'x') =>
  scim('PATCH', path, title(value), { 'if-match': ifMatch })

describe('If-Match', () => {
  test.each([
    ['the weak tag', 'W/"1"', 200],
    ['the same tag in its strong form', '"1"', 200],
    ['any version', '*', 200],
    ['a list with the version in it', '"7", W/"1"', 200],
    ['a list with empty elements', ', "1",,', 200],
    ['another version', 'W/"2"', 412],
    ['a list without the version', 'W/"2", "3"', 412],
    ['a tag that is none of ours', '"1-gzip"', 412],
    ['an empty tag', '""', 412],
  ])('%s: %s is %i', async (_, ifMatch, status) => {
    const path = await newUser()
    const answer = await patchIf(path, ifMatch)
    expect(answer.status).toBe(status)
    const { body } = await scim('GET', path)
    expect([body.title, body.meta.version]).toEqual(status === 200 ? ['x', 'W/"2"'] : [undefined, 'W/"1"'])
  })

  test.each(['1', 'W/1', '"1', '*, "1"', '"1" "2"', ','])(
    'a malformed one (%s) is 400 and changes nothing',
    async (ifMatch) => {
      const path = await newUser()
      const answer = await patchIf(path, ifMatch)
      expect(answer).toMatchObject({ status: 400, body: { schemas: [ERROR], status: '400', scimType: 'invalidValue' } })
      expect((await scim('GET', path)).body.meta.version).toBe('W/"1"')
    },
  )

  test('it is decided for PUT and DELETE as for PATCH', async () => {
    const path = await newUser()
    expect((await scim('PUT', path, { userName: 'ada', title: 'y' }, { 'if-match': '"2"' })).status).toBe(412)
    expect((await scim('PUT', path, { userName: 'ada', title: 'y' }, { 'if-match': '"1"' })).status).toBe(200)
    expect((await scim('DELETE', path, undefined, { 'if-match': 'W/"1"' })).status).toBe(412)
    expect((await scim('DELETE', path, undefined, { 'if-match': '"2"' })).status).toBe(204)
  })

  test('of two changes under the same version, sent together, one is applied and the other is 412', async () => {
    const path = await newUser()
    const answers = await Promise.all(['a', 'b'].map((value) => patchIf(path, 'W/"1"', value)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412])
    const same = await Promise.all([patchIf(path, 'W/"2"', 'c'), patchIf(path, 'W/"2"', 'c')])
    expect(same.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect((await scim('GET', path)).body).toMatchObject({ title: 'c', meta: { version: 'W/"3"' } })
  })

  test('404 comes before 412, 412 before what the change itself would be refused for', async () => {
    const [path] = [await newUser('ada'), await newUser('bob')]
    expect((await patchIf(`/Users/${randomUUID()}`, '"9"')).status).toBe(404)
    const taken = { Operations: [{ op: 'replace', path: 'userName', value: 'bob' }] }
    expect((await scim('PATCH', path, taken, { 'if-match': '"9"' })).status).toBe(412)
    expect((await scim('PATCH', path, taken, { 'if-match': '"1"' })).status).toBe(409)
  })

  test('of a POST it says nothing: what is created is new', async () => {
    expect((await scim('POST', '/Users', { userName: 'ada' }, { 'if-match': '"9"' })).status).toBe(201)
  })
})

describe('If-None-Match', () => {
  test.each([
    ['W/"1"', 304],
    ['"1"', 304],
    ['*', 304],
    ['"8", W/"1"', 304],
    ['W/"2"', 200],
    ['1', 200],
  ])('%s on GET of version 1 is %i', async (ifNoneMatch, status) => {
    const path = await newUser()
    const answer = await scim('GET', path, undefined, { 'if-none-match': ifNoneMatch })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('etag')).toBe('W/"1"')
    if (status === 304) expect(answer.body).toBeUndefined()
  })

  test('lists have no version and do not look at it', async () => {
    await newUser()
    const answer = await scim('GET', '/Users', undefined, { 'if-none-match': '*' })
    expect(answer).toMatchObject({ status: 200, body: { totalResults: 1 } })
  })

  test.each([
    ['*', 412],
    ['W/"2"', 400],
  ])('a write never creates what it aims at: with %s it is %i and changes nothing', async (ifNoneMatch, status) => {
    const path = await newUser()
    const headers = { 'if-none-match': ifNoneMatch }
    const answers = await Promise.all([
      scim('PATCH', path, title('x'), headers),
      scim('PUT', path, { userName: 'x' }, headers),
      scim('DELETE', path, undefined, headers),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([status, status, status])
    expect((await scim('GET', path)).body).toMatchObject({ userName: 'ada', meta: { version: 'W/"1"' } })
  })

  test('of a POST it says nothing', async () => {
    expect((await scim('POST', '/Users', { userName: 'bob' }, { 'if-none-match': '*' })).status).toBe(201)
  })
})

describe('a directory that requires If-Match', () => {
  const require_ = (requireIfMatch: boolean) =>
    changeDirectorySettings(createKysely(pool()), directory(), { requireIfMatch }, 'test')

  test('changes nothing without it: 428, for what is there and for what is not', async () => {
    await require_(true)
    const path = await newUser()
    const answers = await Promise.all([
      scim('PATCH', path, title('x')),
      scim('PUT', path, { userName: 'x' }),
      scim('DELETE', path),
      scim('DELETE', `/Users/${randomUUID()}`),
      scim('DELETE', '/Groups/none'),
    ])
    const [{ body }] = answers
    expect(body).toMatchObject({ schemas: [ERROR], status: '428', detail: expect.stringContaining('If-Match') })
    expect(body).not.toHaveProperty('scimType')
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([428, body])
    expect((await scim('GET', path)).body).toMatchObject({ userName: 'ada', meta: { version: 'W/"1"' } })
  })

  test('takes changes under the version, or under any', async () => {
    await require_(true)
    const path = await newUser()
    expect((await patchIf(path, 'W/"1"')).status).toBe(200)
    expect((await patchIf(path, 'W/"1"')).status).toBe(412)
    expect((await scim('DELETE', path, undefined, { 'if-match': '*' })).status).toBe(204)
  })

  test('a body that is wrong is told first', async () => {
    await require_(true)
    expect((await scim('PATCH', await newUser(), {})).status).toBe(400)
  })
})
