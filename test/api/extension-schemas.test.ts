/** An extension schema of a directory through the whole path: published, written, found, patched, selected (RFC 7643 §3.3, §6, §7; RFC 7644 §3.10). */
import { expect, test } from 'vitest'
import { BADGE, BADGE_DOCUMENT, register } from '../support/extension.ts'
import { extensionWorld } from '../support/extension-world.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { USER } from '../support/urns.ts'

const world = extensionWorld()
const { scim, create, patch, found } = world

test('it is published, and to its own directory alone', async () => {
  await register(world.pool(), world.directory())
  const neighbour = await createTestDirectory(world.pool(), { of: world.directory() })
  const { body } = await scim('GET', `/Schemas/${BADGE}`)
  expect(body).toMatchObject({ id: BADGE, name: 'Badge' })
  expect(body.attributes.map(({ name }: { name: string }) => name)).toEqual(
    BADGE_DOCUMENT.attributes.map(({ name }) => name),
  )
  expect((await scim('GET', '/ResourceTypes/User')).body.schemaExtensions).toContainEqual({
    schema: BADGE,
    required: false,
  })
  expect((await world.api().scim(neighbour, 'GET', `/Schemas/${BADGE}`)).status).toBe(404)
  expect((await world.api().scim(neighbour, 'GET', '/Schemas')).body.Resources).toHaveLength(3)
  const dropped = await world.api().scim(neighbour, 'POST', '/Users', { userName: 'a', [BADGE]: { number: '1' } })
  expect([dropped.status, dropped.body[BADGE], dropped.body.schemas]).toEqual([201, undefined, [USER]])
})

test('values are kept under its URN as they were sent, and it is listed in schemas', async () => {
  await register(world.pool(), world.directory())
  const badge = { number: 'N1', floor: 3, weight: 1.5, vip: false, issued: '2026-01-02T03:04:05Z', tags: ['a', 'B'] }
  const created = await create('ada', { ...badge, NUMBER: 'N1' })
  expect(created.status).toBe(201)
  expect(created.body).toMatchObject({ schemas: [USER, BADGE], [BADGE]: badge })
  expect((await scim('GET', `/Users/${created.body.id}`)).body).toEqual(created.body)
})

test('types, what is required, and what is unique are kept', async () => {
  await register(world.pool(), world.directory())
  const refusal = async (badge: Record<string, unknown>) => {
    const { status, body } = await create('x', badge)
    return [status, body.scimType, body.detail]
  }
  expect(await refusal({ number: 1 })).toEqual([400, 'invalidValue', expect.stringContaining(`${BADGE}:number`)])
  expect(await refusal({ floor: 1 })).toEqual([400, 'invalidValue', expect.stringContaining('number: is required')])
  expect(await refusal({ number: '1', floor: 1.5 })).toEqual([400, 'invalidValue', expect.any(String)])
  expect(await refusal({ number: '1', doors: [{ level: 1 }] })).toEqual([
    400,
    'invalidValue',
    expect.stringContaining('doors.value: is required'),
  ])
  const first = await create('ada', { number: 'N1' })
  expect(first.status).toBe(201)
  expect(await refusal({ number: 'n1' })).toEqual([409, 'uniqueness', expect.stringContaining(`${BADGE}:number`)])
  const second = await create('bob', { number: 'N2' })
  const taken = await patch(second.body.id, { op: 'replace', path: `${BADGE}:number`, value: 'N1' })
  expect([taken.status, taken.body.scimType]).toEqual([409, 'uniqueness'])
  await patch(first.body.id, { op: 'replace', path: `${BADGE}:number`, value: 'N3' })
  expect((await patch(second.body.id, { op: 'replace', path: `${BADGE}:number`, value: 'N1' })).status).toBe(200)
  await scim('DELETE', `/Users/${first.body.id}`)
  expect((await create('carl', { number: 'n3' })).status).toBe(201)
})

test('every form of a PATCH path reaches it', async () => {
  await register(world.pool(), world.directory())
  const { body } = await create('ada', { number: 'N1', doors: [{ value: 'front', level: 1 }] })
  const badgeAfter = async (...operations: unknown[]) => {
    const { status, body: after } = await patch(body.id, ...operations)
    expect([status, after.detail]).toEqual([200, undefined])
    return after[BADGE]
  }
  expect(await badgeAfter({ op: 'add', path: `${BADGE}:floor`, value: 2 })).toMatchObject({ floor: 2 })
  expect(await badgeAfter({ op: 'add', path: BADGE.toUpperCase(), value: { vip: true } })).toMatchObject({ vip: true })
  expect(await badgeAfter({ op: 'replace', value: { [BADGE]: { desk: { room: 'R' } } } })).toMatchObject({
    desk: { room: 'R' },
  })
  expect(await badgeAfter({ op: 'replace', value: { [`${BADGE}:desk.seat`]: 4 } })).toMatchObject({
    desk: { room: 'R', seat: 4 },
  })
  expect(await badgeAfter({ op: 'replace', path: `${BADGE}:doors[value eq "FRONT"].level`, value: 9 })).toMatchObject({
    doors: [{ value: 'front', level: 9 }],
  })
  expect(await badgeAfter({ op: 'remove', path: `${BADGE}:doors[level gt 8]` })).not.toHaveProperty('doors')
  expect(await badgeAfter({ op: 'remove', path: BADGE })).toBeUndefined()
  const incomplete = await patch(body.id, { op: 'add', path: `${BADGE}:floor`, value: 1 })
  expect([incomplete.status, incomplete.body.detail]).toEqual([400, expect.stringContaining('number: is required')])
})

test('mutability: read-only is passed over or refused, immutable is set once', async () => {
  await register(world.pool(), world.directory())
  const issued = '2026-01-02T03:04:05Z'
  const { body } = await create('ada', { number: 'N1', lastSeen: issued })
  expect(body[BADGE]).not.toHaveProperty('lastSeen')
  expect((await patch(body.id, { op: 'add', path: `${BADGE}:lastSeen`, value: issued })).body.scimType).toBe(
    'mutability',
  )
  expect((await patch(body.id, { op: 'add', path: `${BADGE}:issued`, value: issued })).status).toBe(200)
  const again = { op: 'replace', path: `${BADGE}:issued`, value: '2027-01-01T00:00:00Z' }
  expect((await patch(body.id, again)).body.scimType).toBe('mutability')
  expect((await patch(body.id, { op: 'remove', path: BADGE })).body.scimType).toBe('mutability')
  const put = (badge: Record<string, unknown>) =>
    scim('PUT', `/Users/${body.id}`, { schemas: [USER, BADGE], userName: 'ada', [BADGE]: badge })
  expect((await put({ number: 'N1', issued: again.value })).body.scimType).toBe('mutability')
  expect((await put({ number: 'N2' })).body[BADGE]).toEqual({ number: 'N2', issued })
  const without = await scim('PUT', `/Users/${body.id}`, { schemas: [USER], userName: 'ada' })
  expect([without.status, without.body.detail]).toEqual([400, expect.stringContaining('number: is required')])
})

test('returned: never, request, always, default', async () => {
  await register(world.pool(), world.directory())
  const badge = { number: 'N1', color: 'green', notes: 'loud', pin: '4711' }
  const created = await create('ada', badge)
  expect(created.body[BADGE]).toEqual({ number: 'N1', color: 'green', notes: 'loud' })
  const shown = async (query: string) => (await scim('GET', `/Users/${created.body.id}${query}`)).body[BADGE]
  expect(await shown('')).toEqual({ number: 'N1', color: 'green' })
  expect(await shown(`?attributes=${BADGE}:notes`)).toEqual({ color: 'green', notes: 'loud' })
  expect(await shown(`?attributes=userName`)).toEqual({ color: 'green' })
  expect(await shown(`?excludedAttributes=${BADGE}`)).toEqual({ color: 'green' })
  expect(await shown(`?excludedAttributes=${BADGE}:number,${BADGE}:color`)).toEqual({ color: 'green' })
  expect(await shown(`?attributes=${BADGE}:pin`)).toEqual({ color: 'green' })
  const patched = await patch(created.body.id, { op: 'replace', path: `${BADGE}:notes`, value: 'quiet' })
  expect(patched.body[BADGE]).toEqual({ number: 'N1', color: 'green', notes: 'quiet' })
  expect((await patch(created.body.id, { op: 'add', path: `${BADGE}:floor`, value: 1 })).body[BADGE]).toEqual({
    number: 'N1',
    color: 'green',
    floor: 1,
  })
  const { rows } = await world.pool().query(
    `select o.body::text || coalesce(u.resource::text, '') as text from operation o
     left join directory_user u on u.site_id = o.site_id where o.site_id = $1`,
    [world.directory().siteId],
  )
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.map(({ text }) => text).join()).not.toContain('4711')
  expect((await scim('GET', `/Users?filter=${encodeURIComponent(`${BADGE}:pin eq "4711"`)}`)).body.scimType).toBe(
    'invalidFilter',
  )
})

test('filters and sorting by every type', async () => {
  await register(world.pool(), world.directory(), { indexed: ['code', 'floor', 'issued', 'tags'] })
  const issued = '2026-01-02T03:04:05Z'
  await create('ada', {
    number: 'N1',
    floor: 3,
    code: 'Ab',
    issued,
    tags: ['x', 'Y'],
    doors: [{ value: 'front', level: 2 }],
  })
  await create('bob', { number: 'N2', floor: 10, code: 'ab', vip: true, weight: 1.5, desk: { room: 'Ärger' } })
  await create('carl')
  const cases = [
    ['number eq "n1"', ['ada']],
    ['floor eq 3', ['ada']],
    ['floor gt 3', ['bob']],
    ['code eq "ab"', ['bob']],
    ['weight le 1.50', ['bob']],
    ['vip eq true', ['bob']],
    [`issued eq "2026-01-02T04:04:05+01:00"`, ['ada']],
    ['tags eq "y"', ['ada']],
    ['tags eq "z"', []],
    ['doors[value eq "FRONT" and level eq 2]', ['ada']],
    ['desk.room sw "ärg"', ['bob']],
    ['number pr', ['ada', 'bob']],
    ['floor eq 10 and vip eq true', ['bob']],
  ] as const
  const answers = await Promise.all(cases.map(async ([filter]) => [filter, await found(`${BADGE}:${filter}`)]))
  expect(answers).toEqual(cases)
  expect(await found(`not (${BADGE}:number pr)`)).toEqual(['carl'])
  expect(await found(`${BADGE}:floor eq 3 or ${BADGE}:code eq "ab"`)).toEqual(['ada', 'bob'])
  expect(await found(`schemas eq "${BADGE}"`)).toEqual(['ada', 'bob'])
  const sorted = await scim('GET', `/Users?sortBy=${BADGE}:floor&sortOrder=descending`)
  expect(sorted.body.Resources.map((user: { userName: string }) => user.userName)).toEqual(['carl', 'bob', 'ada'])
})

test('strict: the URN has to be listed, and unknown members are refused', async () => {
  world.use(await createTestDirectory(world.pool(), { mode: 'strict' }))
  await register(world.pool(), world.directory())
  const unlisted = await scim('POST', '/Users', { schemas: [USER], userName: 'a', [BADGE]: { number: '1' } })
  expect([unlisted.status, unlisted.body.scimType]).toEqual([400, 'invalidSyntax'])
  expect((await create('a', { number: '1', stray: 1 })).body.scimType).toBe('invalidSyntax')
  expect((await create('a', { number: '1' })).status).toBe(201)
})

test('a required schema is required of everybody', async () => {
  await register(world.pool(), world.directory(), { required: true })
  expect((await create('ada')).body.detail).toContain(BADGE)
  const { body } = await create('ada', { number: 'N1' })
  expect((await patch(body.id, { op: 'remove', path: BADGE })).body.scimType).toBe('mutability')
})
