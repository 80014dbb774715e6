/**
 * The vectors of reads over HTTP, in both modes: filters (F), pages, sorting and searches (M36–M54), and
 * attributes (M56–M59). Fixture ids are mapped to real ones.
 */

import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { describe, expect, test } from 'vitest'
import { MODES, vectors } from '../scim/fixtures.ts'
import { LIST, SEARCH } from '../support/urns.ts'
import { found, useVectorApi } from '../support/vector-api.ts'

const { api, directoryIn } = useVectorApi()

describe.each(MODES)('filters, %s', (mode) => {
  test.each(vectors.filters)('$id: $filter', async (vector) => {
    const directory = directoryIn(mode)
    const filter = encodeURIComponent(directory.real(vector.filter))
    const answer = await api().scim(directory, 'GET', `${vector.endpoint}?filter=${filter}`)
    const expected = mode === 'strict' && vector.strict !== 'same' ? vector.strict : vector.expect
    expect(found(answer, directory)).toEqual(expected)
    // The same filter as a search, and in a search over everything.
    const search = (path: string) =>
      api().scim(directory, 'POST', path, { schemas: [SEARCH], filter: directory.real(vector.filter) })
    expect(found(await search(`${vector.endpoint}/.search`), directory)).toEqual(expected)
    if (typeof expected !== 'string') {
      const everywhere = found(await search('/.search'), directory)
      expect(everywhere).toEqual(expect.arrayContaining(expected))
    }
  })
})

describe('pages, sorting and searches', () => {
  const get = (path: string, mode = 'lenient') => api().scim(directoryIn(mode), 'GET', path)
  const ids = async (path: string) => found(await get(path), directoryIn('lenient'))
  const refusal = async (path: string, mode = 'lenient') => {
    const { status, body } = await get(path, mode)
    return [status, body.scimType]
  }

  test('M36: startIndex 0 is 1', async () => {
    const { body } = await get('/Users?startIndex=0&count=2')
    expect(body).toMatchObject({ startIndex: 1, itemsPerPage: 2, totalResults: 3 })
  })

  test('M37: behind the end is an empty page with the total', async () => {
    const { status, body } = await get('/Users?startIndex=10')
    expect([status, body.Resources, body.totalResults]).toEqual([200, [], 3])
  })

  test.each(['0', '-5'])('M38: count=%s asks for the total', async (count) => {
    const { status, body } = await get(`/Users?count=${count}`)
    expect([status, body.Resources, body.totalResults]).toEqual([200, [], 3])
  })

  test('M39: a count above the largest page is a smaller page', async () => {
    const { body } = await get('/Users?count=100000')
    expect(body).toMatchObject({ itemsPerPage: 3, totalResults: 3 })
  })

  test('M41: sorted by userName without regard to case, descending', async () => {
    expect(await ids('/Users?sortBy=userName&sortOrder=descending')).toEqual(['u-3', 'u-2', 'u-1'])
    expect(await ids('/Users?sortBy=USERNAME')).toEqual(['u-1', 'u-2', 'u-3'])
  })

  test('M42: missing values come last, and first when descending', async () => {
    expect(await ids('/Users?sortBy=title')).toEqual(['u-1', 'u-2', 'u-3'])
    expect(((await ids('/Users?sortBy=title&sortOrder=descending')) as Json[]).at(-1)).toBe('u-1')
  })

  test('M43: of several values the primary one counts, else the first', async () => {
    expect(await ids('/Users?sortBy=emails.value')).toEqual(['u-1', 'u-2', 'u-3'])
    expect(await ids('/Users?sortBy=emails')).toEqual(['u-1', 'u-2', 'u-3'])
  })

  test.each([
    ['sortBy=nothing', 'invalidValue'],
    ['sortBy=password', 'invalidValue'],
    ['sortBy=name', 'invalidValue'],
    ['sortBy=userName&sortOrder=up', 'invalidValue'],
    ['startIndex=one', 'invalidValue'],
    ['startIndex=1&cursor=', 'invalidValue'],
  ])('400 for %s', async (query, scimType) => {
    expect(await refusal(`/Users?${query}`)).toEqual([400, scimType])
  })

  test('M51: a search by POST', async () => {
    const directory = directoryIn('lenient')
    const body = { schemas: [SEARCH], filter: 'userName sw "j"', attributes: ['userName'], startIndex: 1, count: 10 }
    const answer = await api().scim(directory, 'POST', '/Users/.search', body)
    expect(answer.status).toBe(200)
    expect(directory.named(answer.body)).toEqual({
      schemas: [LIST],
      totalResults: 1,
      startIndex: 1,
      itemsPerPage: 1,
      Resources: [{ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id: 'u-2', userName: 'jsmith' }],
    })
  })

  test('M52: a search over all resource types', async () => {
    const directory = directoryIn('lenient')
    const filter = 'meta.resourceType eq "Group"'
    expect(found(await api().scim(directory, 'POST', '/.search', { filter }), directory)).toEqual(['g-1'])
    expect(found(await get(`/?filter=${encodeURIComponent(filter)}`), directory)).toEqual(['g-1'])
    const all = await get('?sortBy=displayName&excludedAttributes=members')
    expect(all.body).toMatchObject({ totalResults: 4, itemsPerPage: 4, startIndex: 1 })
    expect(found(all, directory)).toEqual(['u-1', 'g-1', 'u-2', 'u-3'])
    expect(all.body.Resources[1].members).toBeUndefined()
    expect(found(await get('/?startIndex=2&count=2'), directory)).toEqual(['u-2', 'u-3'])
    const owned = await get(`/?filter=${encodeURIComponent('members pr or title pr')}&attributes=members.value`)
    expect(directory.named(owned.body.Resources)).toMatchObject([
      { id: 'u-1' },
      { id: 'g-1', members: [{ value: 'u-1' }, { value: 'u-2' }] },
    ])
    expect(await refusal('/?filter=nothing%20pr')).toEqual([400, 'invalidFilter'])
    expect(await refusal('/?sortBy=nothing')).toEqual([400, 'invalidValue'])
  })

  test('M53: + is a space', async () => {
    expect(await ids('/Users?filter=userName+eq+%22jsmith%22')).toEqual(['u-2'])
  })

  test('M54: parameters that nobody knows are ignored', async () => {
    expect(await ids('/Users?aadOptscim062020&filter=userName eq "jsmith"')).toEqual(['u-2'])
    expect(await ids('/Users?foo=1')).toEqual(['u-1', 'u-2', 'u-3'])
  })

  test('a filter on one resource: it, or 404', async () => {
    const id = directoryIn('lenient').real('u-1')
    expect((await get(`/Users/${id}?filter=${encodeURIComponent('title sw "vice"')}`)).status).toBe(200)
    expect((await get(`/Users/${id}?filter=${encodeURIComponent('title sw "x"')}`)).status).toBe(404)
    expect(await refusal(`/Users/${id}?filter=`)).toEqual([400, 'invalidFilter'])
  })

  test('strict: a search names its schema and sends numbers and arrays', async () => {
    const post = async (body: JsonObject, mode: string) =>
      (await api().scim(directoryIn(mode), 'POST', '/Users/.search', body)).status
    expect(await post({ schemas: [SEARCH], COUNT: 1 }, 'strict')).toBe(200)
    const loose: JsonObject[] = [
      {},
      { schemas: [LIST] },
      { schemas: [SEARCH], count: '1' },
      { schemas: [SEARCH], attributes: 'id' },
    ]
    expect(await Promise.all(loose.map((body) => post(body, 'strict')))).toEqual([400, 400, 400, 400])
    expect(await Promise.all(loose.map((body) => post(body, 'lenient')))).toEqual([200, 200, 200, 200])
    expect(await post([] as unknown as JsonObject, 'lenient')).toBe(400)
    expect(await post({ filter: 1 }, 'lenient')).toBe(400)
  })
})

describe('attributes', () => {
  const user = async (query: string, mode = 'lenient') => {
    const directory = directoryIn(mode)
    const { status, body } = await api().scim(directory, 'GET', `/Users/${directory.real('u-1')}?${query}`)
    return status === 200 ? (directory.named(body) as JsonObject) : [status, body.scimType]
  }
  const members = (resource: JsonObject | unknown[]) => Object.keys(resource).sort()

  test('M56: those named, with schemas and id', async () => {
    expect(members(await user('attributes=userName'))).toEqual(['id', 'schemas', 'userName'])
  })

  test('M57: a part of an attribute, in any case', async () => {
    expect(await user('attributes=EMAILS.value')).toEqual({
      schemas: expect.anything(),
      id: 'u-1',
      emails: [{ value: 'bjensen@example.com' }, { value: 'babs@jensen.org' }],
    })
  })

  test('M58: what is always returned cannot be excluded', async () => {
    const resource = await user('excludedAttributes=id,emails')
    expect(resource).toMatchObject({ id: 'u-1', userName: 'BJensen@Example.com' })
    expect(members(resource)).not.toContain('emails')
  })

  test('M59: both at once: attributes wins; strict refuses', async () => {
    expect(members(await user('attributes=title&excludedAttributes=emails'))).toEqual(['id', 'schemas', 'title'])
    expect(await user('attributes=title&excludedAttributes=emails', 'strict')).toEqual([400, 'invalidValue'])
  })
})
