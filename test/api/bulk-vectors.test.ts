/** The vectors of Bulk (B) over HTTP, in both modes, each against fresh resources. */
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { changeDirectorySettings } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { describe, expect, test } from 'vitest'
import { type BulkVector, MODES, vectors } from '../scim/fixtures.ts'
import type { ScimAnswer } from '../support/test-api.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useTestLane } from '../support/use-test-lane.ts'
import { createVectorDirectory, type VectorDirectory } from '../support/vector-directory.ts'

const RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

/** Where strict says something else: B04 uses an extension without listing its schema, and the bare array of B19 is no PatchOp message. */
const STRICT: Readonly<Record<string, BulkVector['expect']>> = {
  B04: ['201', '400 invalidSyntax'],
  B19: ['400 invalidSyntax'],
}

const system = useTestSystem({ worker: 'always', directory: 'none' })
const { api } = system
const lane = useTestLane(system)

type Context = { readonly directory: VectorDirectory; readonly answer: ScimAnswer }

const read = async ({ directory }: Context, path: string): Promise<JsonObject> =>
  directory.named((await api().scim(directory, 'GET', directory.real(path))).body) as JsonObject
const found = async (context: Context, type: string, filter: string): Promise<Json[]> =>
  (await read(context, `/${type}?filter=${encodeURIComponent(filter)}`)).Resources as Json[]
/** Behind the base URL, from an operation's location. */
const locationOf = ({ directory, answer }: Context, at: number): string =>
  String(answer.body.Operations[at].location).split(directory.directoryPublicId)[1] ?? ''
const idAt = (context: Context, at: number) => locationOf(context, at).split('/').at(-1)
const memberIds = (group: JsonObject) => (group.members as JsonObject[]).map(({ value }) => value)

/** What a vector says beyond the statuses. */
const STATE: Readonly<Record<string, (context: Context, mode: string) => Promise<void>>> = {
  async B01(context) {
    expect(memberIds(await read(context, locationOf(context, 1)))).toEqual([idAt(context, 0)])
  },
  async B02(context) {
    expect(memberIds(await read(context, locationOf(context, 0)))).toEqual([idAt(context, 1)])
    expect(context.answer.body.Operations.map(({ bulkId }: JsonObject) => bulkId)).toEqual(['g1', 'q1'])
  },
  async B03(context) {
    const [a, b] = [await read(context, locationOf(context, 0)), await read(context, locationOf(context, 1))]
    expect([memberIds(a), memberIds(b)]).toEqual([[b.id], [a.id]])
    expect(context.answer.body.Operations.map(({ version }: JsonObject) => version)).toEqual(['W/"1"', 'W/"1"'])
  },
  async B04(context, mode) {
    if (mode === 'strict') return
    const worker = await read(context, locationOf(context, 1))
    const enterprise = worker['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'] as JsonObject
    expect((enterprise.manager as JsonObject).value).toBe(idAt(context, 0))
  },
  async B06(context) {
    expect(context.answer.body.Operations[0]).not.toHaveProperty('location')
    expect(locationOf(context, 1)).toBe('/Users/none')
  },
  async B08(context) {
    expect(await read(context, '/Users/u-2')).toMatchObject({ meta: { version: 'W/"1"' } })
  },
  async B09(context) {
    expect(await read(context, '/Users/u-2')).toMatchObject({ active: true })
  },
  async B11(context) {
    expect(await found(context, 'Users', 'userName eq "a1" or userName eq "a2"')).toEqual([])
  },
  async B13({ answer }) {
    expect(answer.body.Operations[1].response.detail).toContain('"q"')
  },
  async B14(context) {
    expect(memberIds(await read(context, locationOf(context, 1)))).toEqual([idAt(context, 0)])
    expect(locationOf(context, 2)).toBe(locationOf(context, 1))
  },
  async B18(context) {
    expect((await read(context, '/Users/u-1')).id).toBe('u-1')
    expect(context.answer.body.Operations[1]).toEqual({
      method: 'DELETE',
      status: '204',
      location: expect.stringContaining(context.directory.real('/Users/u-3')),
    })
  },
  async B19(context, mode) {
    expect((await read(context, '/Users/u-1')).title === 'T').toBe(mode === 'lenient')
  },
  async B21({ answer }) {
    expect(answer.body.detail).toContain('1048576')
  },
  async B24(context) {
    expect(await read(context, '/ServiceProviderConfig')).toMatchObject({ bulk: { supported: false } })
  },
}

describe.each(MODES)('%s', (mode) => {
  test.each(vectors.bulk)('$id: $title', async (vector) => {
    const directory = await createVectorDirectory(lane().pool, lane(), mode)
    const settings = { bulk: vector.opt.supported ?? true, bulkMaxPayloadSize: 1_048_576 }
    await changeDirectorySettings(createKysely(lane().pool), directory, settings, 'test')
    const body = bodyIn(directory, vector)
    const length = vector.opt.length === undefined ? undefined : String(vector.opt.length)
    const answer = await api().scim(directory, 'POST', '/Bulk', body, { 'content-length': length })
    const expected = (mode === 'strict' ? STRICT[vector.id] : undefined) ?? vector.expect
    if (Array.isArray(expected)) {
      expect(answer.status).toBe(200)
      expect(answer.body.schemas).toEqual([RESPONSE])
      expect(answer.body.Operations.map(statusOf)).toEqual(expected)
    } else expect(statusOf({ status: answer.status, response: answer.body })).toBe(String(expected))
    await STATE[vector.id]?.({ directory, answer }, mode)
    const { rows } = await lane().pool.query<{ text: string }>(
      `select coalesce(string_agg(body::text || coalesce(bulk::text, ''), ''), '') as text from operation where site_id = $1`,
      [directory.siteId],
    )
    expect(rows[0]?.text).not.toContain('bulkId:')
  })
})

/** Ids and versions are in paths and versions alone; a bulkId may look like one. */
function bodyIn({ real }: VectorDirectory, { body }: BulkVector): JsonObject {
  const operations = body.Operations as JsonObject[]
  const swapped = (value: Json | undefined): Json => JSON.parse(real(JSON.stringify(value)))
  return {
    ...body,
    Operations: operations.map(({ path, version, ...rest }) => ({
      ...rest,
      path: swapped(path),
      ...(version === undefined ? {} : { version: swapped(version) }),
    })),
  }
}

/** As the vectors write it: the status, and the scimType of an error. */
function statusOf({ status, response }: { status: string | number; response?: { scimType?: string } }): string {
  return response?.scimType === undefined ? String(status) : `${status} ${response.scimType}`
}
