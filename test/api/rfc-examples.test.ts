/** The examples of RFC 7643 and RFC 7644 over HTTP, in strict mode: requests do what the RFC prints, representations come back. */
import { readdirSync, readFileSync } from 'node:fs'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { clientsPart, type Renamed, rfcExample } from '../support/rfc-example.ts'
import { PUBLIC_URL } from '../support/test-api.ts'
import { useTestSystem } from '../support/test-system.ts'
import { USER } from '../support/urns.ts'

const { directory, scim } = useTestSystem({ worker: 'always', mode: 'strict' })
let renamed: Renamed

beforeEach(() => {
  renamed = { baseUrl: `${PUBLIC_URL}/scim/v2/${directory().directoryPublicId}`, ids: new Map() }
})

const example = (file: string) => rfcExample(file, renamed)

async function created(endpoint: string, resource: JsonObject): Promise<JsonObject> {
  const { status, body } = await scim('POST', endpoint, resource)
  expect([status, body.detail]).toEqual([201, undefined])
  return body
}

/** People whom the examples refer to, by the beginnings of their printed ids. */
async function withPeople(people: Readonly<Record<string, string>>): Promise<void> {
  const made = Object.entries(people).map(async ([begin, displayName]) => {
    const { id } = await created('/Users', { schemas: [USER], userName: begin, displayName })
    return [begin, String(id)] as const
  })
  renamed = { ...renamed, ids: new Map(await Promise.all(made)) }
}

const PEOPLE = { '2819c223': 'Babs Jensen', '902c246b': 'Mandy Pepperidge', '08e1d05d': 'James Smith' }

describe('a representation comes back as it was printed', () => {
  test.each([
    'rfc7643-8.1-user-minimal',
    'rfc7643-8.2-user-full',
    'rfc7643-8.3-enterprise_user',
    'rfc7644-3.3-user-post_response',
    'rfc7644-3.4.1-user-known-resource',
    'rfc7644-3.5.1-user-put_response',
    'rfc7644-3.14-user-post_response',
  ])('%s', async (file) => {
    await withPeople({ 26118915: 'John Smith' })
    const printed = example(file)
    const resource = await created('/Users', printed)
    // The server says itself whether somebody is active.
    expect(clientsPart(resource)).toEqual({ active: true, ...clientsPart(printed) })
    expect((await scim('GET', `/Users/${resource.id}`)).body).toEqual(resource)
    expect(JSON.stringify(resource)).not.toContain('t1meMa$heen')
    expect(resource.meta).toMatchObject({ resourceType: 'User', location: `${renamed.baseUrl}/Users/${resource.id}` })
  })

  test('a group', async () => {
    await withPeople(PEOPLE)
    const printed = example('rfc7643-8.4-group')
    const resource = await created('/Groups', printed)
    const { members, displayName } = printed
    expect(resource).toMatchObject({ displayName, members: members as JsonObject[] })
    expect((await scim('GET', `/Groups/${resource.id}`)).body).toEqual(resource)
  })
})

describe('a request is answered as it was printed', () => {
  test.each([
    ['rfc7644-3.3-user-post_request', 'rfc7644-3.3-user-post_response'],
    ['rfc7644-3.14-user-post_request', 'rfc7644-3.14-user-post_response'],
  ])('%s', async (request, response) => {
    const { status, headers, body } = await scim('POST', '/Users', example(request))
    const printed = clientsPart(example(response))
    expect([status, body]).toEqual([201, expect.objectContaining(printed)])
    expect(headers.get('location')).toBe(body.meta.location)
    expect(headers.get('etag')).toBe(body.meta.version)
    expect(body.meta.created).toBe(body.meta.lastModified)
    // §3.14: read again if it changed.
    const unchanged = await scim('GET', `/Users/${body.id}`, undefined, { 'If-None-Match': body.meta.version })
    expect([unchanged.status, unchanged.body]).toEqual([304, undefined])
  })

  test('§3.5.1: PUT', async () => {
    const { id } = await created('/Users', example('rfc7644-3.3-user-post_request'))
    const { status, body } = await scim('PUT', `/Users/${id}`, {
      ...example('rfc7644-3.5.1-user-put_request'),
      id: String(id),
    })
    const printed = clientsPart(example('rfc7644-3.5.1-user-put_response'))
    expect([status, clientsPart(body)]).toEqual([200, { active: true, ...printed }])
  })

  test('§3.9: the attributes that are named', async () => {
    const { id } = await created('/Users', example('rfc7644-3.3-user-post_request'))
    const { body } = await scim('GET', `/Users/${id}?attributes=userName`)
    expect(body).toEqual({ ...example('rfc7644-3.9-user-partial_response'), id })
  })

  test('§3.4.2: a list of two attributes', async () => {
    await created('/Users', { schemas: [USER], userName: 'bjensen', title: 'Tour Guide' })
    await created('/Users', { schemas: [USER], userName: 'jsmith', title: 'Tour Guide' })
    const { body } = await scim('GET', '/Users?filter=title pr&attributes=userName')
    const printed = example('rfc7644-3.4.2-list_response-partial_attributes')
    const named = (printed.Resources as JsonObject[]).map(({ userName }) => ({ userName, id: expect.any(String) }))
    expect(body).toMatchObject({ ...printed, Resources: named })
  })

  test('§3.4.3: a search by POST', async () => {
    const printed = example('rfc7644-3.4.3-list_response-post_query').Resources as JsonObject[]
    const [james, family] = printed.map(({ id: _id, ...rest }) => rest)
    const user = await created('/Users', { schemas: [USER], ...james })
    await created('/Users', { schemas: [USER], userName: 'jones', displayName: 'Jones, Jane' })
    const group = await created('/Groups', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], ...family })
    const { body } = await scim('POST', '/.search', example('rfc7644-3.4.3-search_request'))
    expect(body).toMatchObject({ totalResults: 2, itemsPerPage: 2, startIndex: 1 })
    expect(body.Resources).toMatchObject([
      { ...james, id: user.id },
      { ...family, id: group.id },
    ])
  })
})

describe('a PATCH does what the RFC says', () => {
  const WORK = { value: 'bjensen@example.com', type: 'work' }
  const HOME = { value: 'babs@jensen.org', type: 'home' }
  const address = { type: 'work', streetAddress: '100 Universal City Plaza', locality: 'Hollywood' }

  test.each([
    ['rfc7644-3.5.2.1-patch_op-add_emails', { emails: [WORK] }, { emails: [WORK, HOME], nickName: 'Babs' }],
    ['rfc7644-3.5.2.2-patch_op-remove_multi_complex_value', { emails: [WORK, HOME] }, { emails: [HOME] }],
    [
      'rfc7644-3.5.2.3-patch_op-replace_all_email_values',
      { emails: [{ value: 'old@example.com' }] },
      { emails: [{ ...WORK, primary: true }, HOME], nickName: 'Babs' },
    ],
    [
      'rfc7644-3.5.2.3-patch_op-replace_street_address',
      { addresses: [address] },
      { addresses: [{ ...address, streetAddress: '1010 Broadway Ave' }] },
    ],
    [
      'rfc7644-3.5.2.3-patch_op-replace_user_work_address',
      { addresses: [{ ...address, type: 'home' }, address] },
      {
        addresses: [
          { ...address, type: 'home' },
          {
            type: 'work',
            streetAddress: '911 Universal City Plaza',
            locality: 'Hollywood',
            region: 'CA',
            postalCode: '91608',
            country: 'US',
            formatted: '911 Universal City Plaza\nHollywood, CA 91608 US',
            primary: true,
          },
        ],
      },
    ],
  ])('user: %s', async (file, before, after) => {
    const { id } = await created('/Users', { schemas: [USER], userName: 'bjensen', ...(before as JsonObject) })
    const { status, body } = await scim('PATCH', `/Users/${id}`, example(file))
    const { schemas: _schemas, userName: _userName, active: _active, ...rest } = clientsPart(body)
    expect([status, rest]).toEqual([200, after])
  })

  test.each([
    ['rfc7644-3.5.2.1-patch_op-add_members', ['902c246b'], ['902c246b', '2819c223']],
    ['rfc7644-3.5.2.2-patch_op-remove_all_members', ['902c246b', '2819c223'], []],
    ['rfc7644-3.5.2.2-patch_op-remove_one_member', ['902c246b', '2819c223'], ['902c246b']],
    ['rfc7644-3.5.2.2-patch_op-remove_and_add_one_member', ['902c246b', '2819c223'], ['902c246b', '08e1d05d']],
    ['rfc7644-3.5.2.3-patch_op-replace_all_members', ['902c246b'], ['2819c223', '08e1d05d']],
  ])('group: %s', async (file, before, after) => {
    await withPeople(PEOPLE)
    const idsOf = (begins: readonly string[]) => begins.map((begin) => renamed.ids.get(begin) ?? begin)
    const { id } = await created('/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Tour Guides',
      members: idsOf(before).map((value) => ({ value })),
    })
    expect((await scim('PATCH', `/Groups/${id}`, example(file))).status).toBe(204)
    const { body } = await scim('GET', `/Groups/${id}`)
    expect(body.members.map(({ value }: JsonObject) => value).toSorted()).toEqual(idsOf(after).toSorted())
  })
})

describe('an error has the shape that the RFC prints', () => {
  const shapeOf = ({ detail, ...rest }: JsonObject) => ({ ...rest, detail: typeof detail })

  test('§3.12: a read-only attribute', async () => {
    const { id } = await created('/Users', example('rfc7644-3.3-user-post_request'))
    const Operations = [{ op: 'replace', path: 'id', value: 'another' }]
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
    const { status, body } = await scim('PATCH', `/Users/${id}`, { schemas, Operations })
    expect([status, shapeOf(body)]).toEqual([400, shapeOf(example('rfc7644-3.12-error-bad_request'))])
  })

  test.each(['rfc7644-3.12-error-not_found', 'rfc7644-3.6-error-not_found'])('%s', async (file) => {
    const { id } = await created('/Users', example('rfc7644-3.3-user-post_request'))
    const deleted = await scim('DELETE', `/Users/${id}`)
    expect([deleted.status, deleted.body]).toEqual([204, undefined])
    const { status, body } = await scim('GET', `/Users/${id}`)
    expect([status, shapeOf(body)]).toEqual([404, shapeOf(example(file))])
  })
})

describe('discovery', () => {
  /** Texts are our own; the RFC asks every user for the enterprise extension, we ask nobody. */
  const structure = ({ description: _description, schemaExtensions = [], ...rest }: JsonObject) => ({
    ...rest,
    extensions: (schemaExtensions as JsonObject[]).map(({ schema }) => schema),
  })

  test('the list of resource types', async () => {
    const printed = example('rfc7644-4-list_response-resource_types').Resources as JsonObject[]
    const { body } = await scim('GET', '/ResourceTypes')
    expect(body).toMatchObject({ totalResults: 2, itemsPerPage: 2, startIndex: 1 })
    expect(body.Resources.map(structure)).toEqual(printed.map(structure))
  })

  test.each(['rfc7643-8.6-resource_type-user', 'rfc7643-8.6-resource_type-group'])('%s', async (file) => {
    const printed = example(file)
    const { body } = await scim('GET', `/ResourceTypes/${printed.name}`)
    expect(structure(body)).toEqual(structure(printed))
  })

  test('the configuration has all members of the printed one', async () => {
    const { documentationUri: _uri, ...printed } = example('rfc7643-8.5-service_provider_configuration')
    const { body } = await scim('GET', '/ServiceProviderConfig')
    expect(Object.keys(body)).toEqual(expect.arrayContaining(Object.keys(printed)))
    for (const [name, value] of Object.entries(printed)) {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || name === 'meta') continue
      expect(Object.keys(body[name]), name).toEqual(expect.arrayContaining(Object.keys(value)))
    }
  })

  type Described = { readonly name: string; readonly subAttributes?: readonly Described[] }
  const namesOf = (attributes: readonly Described[], prefix = ''): string[] =>
    attributes.flatMap(({ name, subAttributes = [] }) => [
      `${prefix}${name}`,
      ...namesOf(subAttributes, `${prefix}${name}.`),
    ])

  test.each(['rfc7643-8.7.1-schema-enterprise_user', 'rfc7643-8.7.1-schema-group', 'rfc7643-8.7.1-schema-user'])(
    '%s: each attribute is there',
    async (file) => {
      const printed = example(file)
      const { body } = await scim('GET', `/Schemas/${printed.id}`)
      const published = namesOf(body.attributes)
      expect(namesOf(printed.attributes as unknown as Described[]).filter((each) => !published.includes(each))).toEqual(
        [],
      )
    },
  )
})

test('each example is used here, or it is said why not', () => {
  const elsewhere = [
    // A body above the limit, which has its vector.
    /^rfc7644-3\.7\.4/,
    // Schemas of the discovery documents themselves, which nobody writes: their shapes are those of the documents above.
    /^rfc7643-8\.7\.2/,
  ]
  const bulk = readFileSync(new URL('rfc-bulk-examples.test.ts', import.meta.url), 'utf8')
  const here = `${readFileSync(import.meta.filename, 'utf8')}${bulk.replaceAll(/'(?=\d-\w)/g, "'rfc7644-3.7.")}`
  const stems = readdirSync(new URL('../scim/fixtures/rfc-examples/', import.meta.url)).map((file) =>
    file.replace(/\.json$/, ''),
  )
  const isKnown = (stem: string) => here.includes(`'${stem}'`) || elsewhere.some((pattern) => pattern.test(stem))
  expect(stems.length).toBeGreaterThan(40)
  expect(stems.filter((stem) => !isKnown(stem))).toEqual([])
})
