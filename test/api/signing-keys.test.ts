/** Keys that results are signed with (RFC 8417 §2.3, RFC 7517 §5): made once, published with what they may be kept for, rotated without a gap. */
import { createEventSigner } from '@syncline/api/signing/event-signer.ts'
import { listSigningKeys, rotateSigningKey } from '@syncline/core/storage/catalogue/signing-key.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { publishedKeys } from '../support/async-result.ts'
import { PUBLIC_URL } from '../support/test-api.ts'
import { useTestSystem } from '../support/test-system.ts'
import { waitUntil } from '../support/wait-until.ts'

const { database, pool, api } = useTestSystem({ directory: 'none' })
const db = () => createKysely(pool())

beforeEach(async () => {
  await pool().query('delete from signing_key; delete from control_event')
})

/** A process that has just begun: it remembers no key. */
const signer = () => createEventSigner(db())
const sign = async () => signer().sign({ jti: 'j' })
const keySet = async () => (await signer().keySet()) as JSONWebKeySet
const kidOf = (token: string) => decodeProtectedHeader(token).kid
const kids = async () => (await keySet()).keys.map(({ kid }) => kid)
const verifies = async (token: string, keys: JSONWebKeySet) =>
  jwtVerify(token, createLocalJWKSet(keys)).then(
    () => true,
    () => false,
  )
const pass = (seconds: number) =>
  pool().query(
    `update signing_key set signs_from = signs_from - $1 * interval '1 s',
       published_until = published_until - $1 * interval '1 s'`,
    [seconds],
  )
const events = async () => (await pool().query('select action, actor, detail from control_event order by id')).rows
const DAY = 86_400

test('processes that need the first key at once make one, on record and without its private part', async () => {
  // So that each of them is under way before the first has ended.
  const blocking = await pool().connect()
  await blocking.query('begin; lock table control_event in access exclusive mode')
  const signing = Promise.all(Array.from({ length: 5 }, () => sign()))
  await waitUntil(
    async () =>
      (
        await pool().query(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
      ).rowCount ?? 0,
    (waiting) => waiting === 5,
  )
  await blocking.query('commit')
  blocking.release()
  const tokens = await signing
  const keys = await listSigningKeys(db())
  expect(keys).toHaveLength(1)
  expect(tokens.map(kidOf)).toEqual(tokens.map(() => keys[0]?.kid))
  expect(await events()).toEqual([{ action: 'signing-key.created', actor: 'api', detail: { kid: keys[0]?.kid } }])
})

test('the set is public, holds public parts alone, and says how long it may be kept', async () => {
  const token = await sign()
  const answer = await api().app.request(`${PUBLIC_URL}/.well-known/jwks.json`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jwk-set+json'])
  expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
  const set = (await answer.json()) as JSONWebKeySet
  expect(set.keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']])
  expect(await verifies(token, set)).toBe(true)
  const other = await api().app.request(`${PUBLIC_URL}/.well-known/jwks.json`, { method: 'POST' })
  expect([other.status, other.headers.get('allow')]).toEqual([405, 'GET'])
})

test('a rotation has no gap: whoever keeps a copy of the set for as long as it says can verify everything', async () => {
  const [early, copy] = [await sign(), await keySet()]
  await rotateSigningKey(db(), { atOnce: false }, 'test')
  expect(await kids()).toHaveLength(2)
  expect(kidOf(await sign())).toBe(kidOf(early))
  await pass(300)
  expect(await verifies(await sign(), copy)).toBe(true)

  await pass(301)
  const late = await sign()
  expect(kidOf(late)).not.toBe(kidOf(early))
  const [, next] = (await listSigningKeys(db())).map(({ kid }) => kid)
  expect(kidOf(late)).toBe(next)
  expect(await verifies(late, await keySet())).toBe(true)
  expect(await verifies(early, await keySet())).toBe(true)
  await pass(6 * DAY)
  expect(await verifies(early, await keySet())).toBe(true)
  await pass(2 * DAY)
  expect(await kids()).toEqual([next])
  expect(kidOf(await sign())).toBe(next)
  await rotateSigningKey(db(), { atOnce: false }, 'test')
  const { rows } = await pool().query('select kid from signing_key')
  expect(rows.map(({ kid }) => kid)).not.toContain(kidOf(early))
})

test('rotations that follow each other leave one that signs at every time', async () => {
  const first = await sign()
  await rotateSigningKey(db(), { atOnce: false }, 'test')
  await pass(300)
  await rotateSigningKey(db(), { atOnce: false }, 'test')
  const signs: (string | undefined)[] = [kidOf(await sign())]
  await pass(301)
  signs.push(kidOf(await sign()))
  await pass(300)
  signs.push(kidOf(await sign()))
  expect(signs).toEqual((await listSigningKeys(db())).map(({ kid }) => kid))
  expect(signs[0]).toBe(kidOf(first))
  await rotateSigningKey(db(), { atOnce: false }, 'test')
  await pass(30 * DAY)
  expect(await kids()).toHaveLength(1)
  expect(await verifies(await sign(), await keySet())).toBe(true)
})

test('after a leak the old keys are gone at once', async () => {
  const leaked = await sign()
  await rotateSigningKey(db(), { atOnce: true }, 'test')
  const token = await sign()
  expect(await verifies(token, await keySet())).toBe(true)
  expect(await verifies(leaked, await keySet())).toBe(false)
  expect((await events()).at(-1)).toMatchObject({ action: 'signing-key.rotated', detail: { atOnce: true } })
})

test('syncline signing-key lists and rotates, and shows no secret', async () => {
  const run = (...args: string[]) => runCli(['signing-key', ...args], { DATABASE_URL: database().url })
  expect((await run('list')).stdout).toContain('There is no signing key yet')
  const kid = kidOf(await sign()) ?? ''
  const rotated = await run('rotate')
  expect([rotated.code, rotated.stderr]).toEqual([0, ''])
  const listed = await run('list')
  const shown = JSON.parse((await run('list', '--json')).stdout)
  expect(shown.map(({ state }: { state: string }) => state)).toEqual(['signs', 'next'])
  const secrets = (await pool().query(`select private_jwk ->> 'd' as d from signing_key`)).rows.map(({ d }) => d)
  expect(secrets).toHaveLength(2)
  const said = `${rotated.stdout}${listed.stdout}${JSON.stringify([shown, await events(), await publishedKeys(api())])}`
  for (const secret of secrets) expect(said).not.toContain(secret)
  expect(listed.stdout).toContain(kid)
  for (const line of listed.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  expect((await run('rotate', '--at-once')).stdout).toContain('No other is published.')
  expect(await kids()).toHaveLength(1)
})
