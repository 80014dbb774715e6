/** The vectors of discovery (M62–M67) and of too large a body (M76) over HTTP. */
import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { MODES } from '../scim/fixtures.ts'
import { ENTERPRISE, GROUP, LIST, USER } from '../support/urns.ts'
import { useVectorApi } from '../support/vector-api.ts'

const { api, directoryIn } = useVectorApi()

describe.each(MODES)('discovery, %s', (mode) => {
  const send = (method: string, path: string, body?: unknown) => api().scim(directoryIn(mode), method, path, body)
  const get = (path: string) => send('GET', path)

  test('M62: ServiceProviderConfig has every part', async () => {
    const { status, body } = await get('/ServiceProviderConfig')
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(
      expect.arrayContaining([
        ...['schemas', 'patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag', 'authenticationSchemes'],
        ...['pagination', 'securityEvents', 'meta'],
      ]),
    )
    expect(JSON.stringify(body)).not.toContain('null')
  })

  test('M63: the schemas, without those of messages, without null, with canonical values', async () => {
    const { status, body } = await get('/Schemas')
    expect([status, body.schemas, body.totalResults]).toEqual([200, [LIST], body.Resources.length])
    const ids: string[] = body.Resources.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(expect.arrayContaining([USER, GROUP, ENTERPRISE]))
    expect(ids.filter((id) => id.startsWith('urn:ietf:params:scim:api:'))).toEqual([])
    expect(JSON.stringify(body)).not.toContain('null')
    const user = body.Resources.find(({ id }: { id: string }) => id === USER)
    const named = (list: { name: string }[], name: string) => list.find((each) => each.name === name)
    for (const name of ['emails', 'phoneNumbers', 'addresses']) {
      const { subAttributes } = named(user.attributes, name) as unknown as { subAttributes: { name: string }[] }
      expect(named(subAttributes, 'type')).toMatchObject({ canonicalValues: expect.arrayContaining(['work']) })
    }
  })

  test('M64: one schema by its URN; 404 for another', async () => {
    const { status, body } = await get(`/Schemas/${USER}`)
    expect([status, body.id, body.name]).toEqual([200, USER, 'User'])
    const unknown = await get('/Schemas/urn:none')
    expect([unknown.status, unknown.body.status]).toEqual([404, '404'])
  })

  test.each([
    ['POST', '/Schemas'],
    ['DELETE', '/ResourceTypes/User'],
    ['PUT', '/ServiceProviderConfig'],
  ])('M66: %s %s: 405', async (method, path) => {
    const answer = await send(method, path, method === 'DELETE' ? undefined : {})
    expect([answer.status, answer.headers.get('allow'), answer.body.status]).toEqual([405, 'GET', '405'])
  })

  test('M67: /Me is not offered: 501', async () => {
    const { status, body } = await get('/Me')
    expect([status, body.status, body.detail]).toEqual([501, '501', expect.any(String)])
  })

  test('M76: a body larger than the limit: 413 before it is sent', async () => {
    const directory = directoryIn(mode)
    const headers = {
      authorization: `Bearer ${directory.key}`,
      'content-type': 'application/scim+json',
      'content-length': String(65 * 1_048_576),
    }
    const url = `${api().url}/scim/v2/${directory.directoryPublicId}/Users`
    const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const sent = request(url, { method: 'POST', headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => {
          resolve({ status: response.statusCode, text })
          sent.destroy()
        })
      })
      sent.on('error', reject)
      sent.flushHeaders()
    })
    expect([answer.status, JSON.parse(answer.text)]).toEqual([413, expect.objectContaining({ status: '413' })])
  })
})
