/** The Bulk examples of RFC 7644 §3.7 over HTTP, in strict mode: each is answered as the RFC prints. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { expect, test } from 'vitest'
import { readFixture } from '../scim/fixtures.ts'
import { useTestSystem } from '../support/test-system.ts'
import { PATCH as PATCH_OP, USER } from '../support/urns.ts'
import { useServedApi } from '../support/use-served-api.ts'

const system = useTestSystem({ apis: {}, worker: 'always', mode: 'strict' })
const api = useServedApi(system)
const { directory } = system

type Bulk = { Operations: JsonObject[]; failOnErrors?: number }

const printed = (file: string): Bulk => JSON.parse(readFixture(`rfc-examples/rfc7644-3.7.${file}.json`))
const scim = (method: string, path: string, body?: unknown) => api().scim(directory(), method, path, body)
const bulk = async (request: Bulk) => {
  const { status, body } = await scim('POST', '/Bulk', request)
  expect([status, body.detail]).toEqual([200, undefined])
  return body
}

/** Addresses and versions are the server's, details are our own words. */
const asPrinted = ({ Operations, ...rest }: Bulk) => ({
  ...rest,
  Operations: Operations.map(({ location, version, response, ...operation }) => ({
    ...operation,
    hasLocation: location !== undefined,
    hasVersion: version !== undefined,
    ...(response === undefined ? {} : { response: { ...(response as JsonObject), detail: '' } }),
  })),
})
const listOf = async (path: string) => (await scim('GET', path)).body.Resources

test('§3.7.1: two groups that are in each other', async () => {
  await bulk(printed('1-bulk_request-circular_conflict'))
  const [a, b] = (await listOf('/Groups?sortBy=displayName')) as JsonObject[]
  const [first, second] = (printed('1-list_response-circular_reference') as unknown as { Resources: JsonObject[] })
    .Resources
  expect([a?.displayName, b?.displayName]).toEqual([first?.displayName, second?.displayName])
  const member = (group: JsonObject | undefined) => ({
    value: group?.id,
    $ref: `${api().url}/scim/v2/${directory().directoryPublicId}/Groups/${group?.id}`,
    type: 'Group',
  })
  expect([a?.members, b?.members]).toMatchObject([[member(b)], [member(a)]])
})

test('§3.7.2: a group with a user of the same request', async () => {
  const answer = await bulk(printed('2-bulk_request-temporary_identifier'))
  expect(asPrinted(answer)).toEqual(asPrinted(printed('2-bulk_response-temporary_identifier')))
  const [alice] = await listOf('/Users')
  expect((await listOf('/Groups'))[0].members).toMatchObject([{ value: alice.id, type: 'User' }])
})

test('§3.7.2: a manager of the same request', async () => {
  await bulk(printed('2-bulk_request-enterprise_user'))
  const [alice, bob] = await listOf('/Users?sortBy=userName')
  const extension = bob['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User']
  expect(extension).toMatchObject({ employeeNumber: '11250', manager: { value: alice.id } })
})

/** The request of §3.7.3 with users of ours, and its PATCH as a message: the printed array is none (protocol sheet §5). */
async function manyOperations({ stale }: { readonly stale: boolean }): Promise<Bulk> {
  const made = ['Bob', 'Carol', 'Eve'].map((userName) =>
    scim('POST', '/Users', { schemas: [USER], userName, nickName: 'N' }),
  )
  const users = (await Promise.all(made)).map(({ body }) => body)
  const request = printed('3-bulk_request-multiple_operations')
  const Operations = request.Operations.map((operation, index) => {
    const user = users[index - 1]
    if (user === undefined) return operation
    const data = Array.isArray(operation.data) ? { schemas: [PATCH_OP], Operations: operation.data } : operation.data
    const version = stale ? 'W/"another"' : user.meta.version
    const changed: JsonObject = { ...operation, path: `/Users/${user.id}`, version }
    return data === undefined ? changed : { ...changed, data }
  })
  return { ...request, Operations }
}

/** The printed POST names a schema that there is not; this is the one that is meant. */
const withRightSchema = ({ Operations: [post, ...others], ...rest }: Bulk): Bulk => ({
  ...rest,
  Operations: [{ ...post, data: { schemas: [USER], userName: 'Alice' } }, ...others],
})

test('§3.7.3: operations of all kinds', async () => {
  const answer = await bulk(withRightSchema(await manyOperations({ stale: false })))
  const expected = asPrinted(printed('3-bulk_response-multiple_operations'))
  expect(asPrinted(answer).Operations.map(({ hasLocation: _, ...rest }) => rest)).toMatchObject(
    expected.Operations.map(({ hasLocation: _, ...rest }) => rest),
  )
  expect((await listOf('/Users?sortBy=userName')).map(({ userName }: JsonObject) => userName)).toEqual([
    'Alice',
    'Bob',
    'Dave',
  ])
})

test('§3.7.3: failOnErrors ends it with the first error', async () => {
  const answer = await bulk(await manyOperations({ stale: false }))
  expect(asPrinted(answer)).toEqual(asPrinted(printed('3-bulk_response-error_invalid_syntax')))
  expect(asPrinted(answer).Operations[0]?.response).toEqual({ ...printed('3-error-invalid_syntax'), detail: '' })
})

test('§3.7.3: without it each operation has its error', async () => {
  const { failOnErrors: _, ...request } = await manyOperations({ stale: true })
  const gone = request.Operations.at(-1)?.path
  await scim('DELETE', String(gone))
  const answer = await bulk(request)
  expect(asPrinted(answer)).toEqual(asPrinted(printed('3-bulk_response-multiple_errors')))
})
