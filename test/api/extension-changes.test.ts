/** Extension schemas that change while records and operations are there. */
import { findSchema, removeSchema } from '@syncline/core/storage/catalogue/extension-schema.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { expect, test } from 'vitest'
import { BADGE, BADGE_DOCUMENT, register } from '../support/extension.ts'
import { extensionWorld } from '../support/extension-world.ts'
import { waitUntil } from '../support/wait-until.ts'

const world = extensionWorld()
const { scim, create, patch, found } = world

test('a change is in effect within the second; the worker knows it with the next batch, also after a restart', async () => {
  await register(world.pool(), world.directory())
  const { body } = await create('ada', { number: 'N1' })
  const locker = { name: 'locker', type: 'string' }
  const grown = { ...BADGE_DOCUMENT, attributes: [...BADGE_DOCUMENT.attributes, locker] }
  expect(await register(world.pool(), world.directory(), { document: grown })).toMatchObject({
    change: 'changed',
    schema: { version: 2 },
  })
  expect(await register(world.pool(), world.directory(), { document: grown })).toMatchObject({ change: 'unchanged' })
  await waitUntil(
    async () => (await scim('GET', `/Schemas/${BADGE}`)).body,
    ({ attributes }) => attributes.some(({ name }: { name: string }) => name === 'locker'),
  )
  await world.restartWorker()
  const patched = await patch(body.id, { op: 'add', path: `${BADGE}:locker`, value: 'L7' })
  expect(patched.body[BADGE]).toMatchObject({ number: 'N1', locker: 'L7' })
  expect(await found(`${BADGE}:locker eq "l7"`)).toEqual(['ada'])
})

test('an index on values that are there is filled, and kept afterwards', async () => {
  await register(world.pool(), world.directory())
  const { body } = await create('ada', { number: 'N1', code: 'A', tags: ['x', 'y'] })
  await create('bob', { number: 'N2', code: 'B' })
  await register(world.pool(), world.directory(), { indexed: ['code', 'tags'] })
  const statesSettle = () =>
    waitUntil(
      () => findSchema(createKysely(world.pool()), { directoryId: world.directory().directoryId, urn: BADGE }),
      ({ indexes }) => indexes.every(({ state }) => state === 'ready'),
    )
  expect((await statesSettle()).indexes.map(({ attribute }) => attribute)).toEqual(['number', 'code', 'tags'])
  const indexed = async () =>
    (
      await world
        .pool()
        .query<{ value_key: string }>(
          'select value_key from directory_value where site_id = $1 order by value_key collate "C"',
          [world.directory().siteId],
        )
    ).rows.map((row) => row.value_key)
  expect(await indexed()).toEqual(['A', 'B', 'n1', 'n2', 'x', 'y'])
  await patch(body.id, { op: 'replace', path: `${BADGE}:tags`, value: ['y', 'z'] })
  expect(await indexed()).toEqual(['A', 'B', 'n1', 'n2', 'y', 'z'])
  await register(world.pool(), world.directory(), { indexed: ['code'] })
  await statesSettle()
  await scim('DELETE', `/Users/${body.id}`)
  expect(await indexed()).toEqual(['B', 'n2'])
})

test('it is removed only when nothing has values of it, and what waits then comes out as if it had come later', async () => {
  await register(world.pool(), world.directory())
  const { body } = await create('ada', { number: 'N1' })
  const db = createKysely(world.pool())
  const by = { directoryId: world.directory().directoryId, urn: BADGE }
  await expect(removeSchema(db, by, 'test')).rejects.toMatchObject({ fault: 'schema-in-use' })
  await patch(body.id, { op: 'remove', path: BADGE })
  await removeSchema(db, by, 'test')
  // The process of the API may know it for another second: the worker does not.
  const late = await create('bob', { number: 'N2' })
  expect([late.status, late.body[BADGE]]).toEqual([201, undefined])
  const lateId = late.body.id
  expect((await patch(lateId, { op: 'add', path: `${BADGE}:number`, value: 'N3' })).status).toBeLessThan(500)
  const { rows } = await world
    .pool()
    .query('select resource from directory_user where site_id = $1', [world.directory().siteId])
  expect(rows.map(({ resource }) => Object.keys(resource))).toEqual([['userName'], ['userName']])
  await waitUntil(
    async () => (await scim('GET', `/Schemas/${BADGE}`)).status,
    (status) => status === 404,
  )
  const { rows: events } = await world
    .pool()
    .query('select action from control_event where directory_id = $1 order by id', [world.directory().directoryId])
  expect(events.map(({ action }) => action).slice(-2)).toEqual(['schema.registered', 'schema.removed'])
})
