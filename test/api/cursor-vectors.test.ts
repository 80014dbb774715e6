/** The vectors of cursors (RFC 9865; M44–M49, M62) over HTTP. */
import { sealCursor } from '@syncline/api/scim/list-cursor.ts'
import { hashApiKey } from '@syncline/core/storage/catalogue/api-key.ts'
import { describe, expect, test } from 'vitest'
import { SEARCH } from '../support/urns.ts'
import { found, useVectorApi } from '../support/vector-api.ts'

const { api, directoryIn } = useVectorApi()

describe('cursors', () => {
  const get = (path: string, mode = 'lenient') => api().scim(directoryIn(mode), 'GET', path)
  const first = async (query = 'count=2', mode = 'lenient') => (await get(`/Users?cursor=&${query}`, mode)).body
  const refusal = async (path: string, mode = 'lenient') => {
    const { status, body } = await get(path, mode)
    return [status, body.scimType, body.detail]
  }

  test('M44: a page, a cursor of unreserved characters, no startIndex; the last page has none', async () => {
    const { nextCursor, ...page } = await first()
    expect(nextCursor).toMatch(/^[A-Za-z0-9._~-]+$/)
    expect(page).toMatchObject({ totalResults: 3, itemsPerPage: 2 })
    expect([page.previousCursor, page.startIndex]).toEqual([undefined, undefined])
    const last = await get(`/Users?cursor=${nextCursor}&count=2`)
    expect(last.body).toMatchObject({ totalResults: 3, itemsPerPage: 1 })
    expect(last.body.nextCursor).toBeUndefined()
    expect(found(last, directoryIn('lenient'))).toEqual(['u-3'])
    expect((await get(`/Users?cursor=${nextCursor}`)).body.itemsPerPage).toBe(1)
    expect((await first('count=3')).nextCursor).toBeUndefined()
    expect(await first('count=0')).toMatchObject({ totalResults: 3, Resources: [] })
  })

  test('M46, M49: forged, damaged, of another query, another key: one and the same refusal', async () => {
    const { nextCursor } = await first()
    const changed = `${nextCursor.slice(0, -2)}${nextCursor.endsWith('A') ? 'BA' : 'AA'}`
    const other = await first('count=2', 'strict')
    const refusals = await Promise.all([
      refusal('/Users?cursor=forged'),
      refusal(`/Users?cursor=${changed}`),
      refusal(`/Users?cursor=${nextCursor}=`),
      refusal(`/Users?cursor=${nextCursor}&count=2&filter=title%20pr`),
      refusal(`/Users?cursor=${nextCursor}&count=2&sortBy=userName`),
      refusal(`/Users?cursor=${nextCursor}&count=2&attributes=userName`),
      refusal(`/Groups?cursor=${nextCursor}&count=2`),
      refusal(`/?cursor=${nextCursor}&count=2`),
      refusal(`/Users?cursor=${other.nextCursor}&count=2`),
    ])
    expect(refusals).toEqual(refusals.map(() => [400, 'invalidCursor', refusals[0]?.[2]]))
  })

  test('M47: a cursor ends after cursorTimeout', async () => {
    const directory = directoryIn('lenient')
    const list = [['User'], [null, null, null, null, null]]
    const sealed = (ageMs: number) =>
      sealCursor(
        { issuedAt: Date.now() - ageMs, count: 2, key: 0, value: null, total: null },
        { credentialHash: hashApiKey(directory.key), list },
      )
    expect((await get(`/Users?cursor=${sealed(3_500_000)}`)).status).toBe(200)
    expect((await refusal(`/Users?cursor=${sealed(3_601_000)}`)).slice(0, 2)).toEqual([400, 'expiredCursor'])
  })

  test('M48: count is the same on every page, and a count', async () => {
    const { nextCursor } = await first()
    expect((await refusal(`/Users?cursor=${nextCursor}&count=1`)).slice(0, 2)).toEqual([400, 'invalidCount'])
    const refused = await Promise.all(['-1', 'two', '1.5'].map((count) => refusal(`/Users?cursor=&count=${count}`)))
    expect(refused.map(([status, scimType]) => [status, scimType])).toEqual(refused.map(() => [400, 'invalidCount']))
    expect((await get('/Users?cursor=&count=1000')).status).toBe(200)
    expect((await refusal('/Users?cursor=&count=1000', 'strict')).slice(0, 2)).toEqual([400, 'invalidCount'])
  })

  test('the total of a filtered walk is that of its first page', async () => {
    const query = 'count=1&filter=active%20eq%20true'
    const { nextCursor, totalResults } = await first(query)
    expect(totalResults).toBe(2)
    expect((await get(`/Users?cursor=${nextCursor}&${query}`)).body.totalResults).toBe(2)
  })

  test('a search by POST has cursors too', async () => {
    const directory = directoryIn('lenient')
    const post = async (cursor: string) =>
      (await api().scim(directory, 'POST', '/.search', { schemas: [SEARCH], cursor, count: 3, sortBy: 'meta.created' }))
        .body
    const { nextCursor, Resources } = await post('')
    const rest = await post(nextCursor)
    const seen = [...Resources, ...rest.Resources].map(({ id }: { id: string }) => directory.named(id))
    expect(seen).toEqual(['u-1', 'g-1', 'u-2', 'u-3'])
    expect(rest.nextCursor).toBeUndefined()
  })

  test('M62: ServiceProviderConfig says so', async () => {
    const { body } = await get('/ServiceProviderConfig')
    expect(body).toMatchObject({
      filter: { supported: true, maxResults: 200 },
      sort: { supported: true },
      pagination: {
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: 100,
        maxPageSize: 200,
        cursorTimeout: 3600,
      },
    })
  })
})
