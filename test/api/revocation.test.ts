/** What becomes of the requests of a key that is revoked while they wait to be applied. */
import { createCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { revokeCredential } from '@syncline/core/storage/catalogue/credential-revoke.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { expect, test } from 'vitest'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { USER } from '../support/urns.ts'
import { waitUntil } from '../support/wait-until.ts'

const { pool, api, startWorker } = useTestSystem({ apis: { api: { waitLimitMs: 60_000 } }, directory: 'none' })

const post = (directory: TestDirectory, userName: string) =>
  api().scim(directory, 'POST', '/Users', { schemas: [USER], userName })
const pending = ({ siteId }: TestDirectory, n: number) =>
  waitUntil(
    async () => (await pool().query('select count(*) as n from pending where site_id = $1', [siteId])).rows[0].n,
    (found) => found === n,
  )
const revoke = async ({ credentialId }: TestDirectory, kept: 'keep' | 'drop') => {
  const { rows } = await pool().query('select prefix from credential where id = $1', [credentialId])
  await revokeCredential(createKysely(pool()), { prefix: rows[0].prefix }, { pending: kept }, 'test')
}
const userNames = async ({ siteId }: TestDirectory) =>
  (
    await pool().query('select user_name_key from directory_user where site_id = $1 order by user_name_key', [siteId])
  ).rows.map((row) => row.user_name_key)

/** The same directory under another key. */
async function withAnotherKey(directory: TestDirectory): Promise<TestDirectory> {
  const { directoryId } = directory
  const expiresAt = new Date(Date.now() + 3_600_000)
  const { id, key } = await createCredential(createKysely(pool()), { directoryId, name: 'other', expiresAt }, 'test')
  return { ...directory, credentialId: id, key }
}

test('dropped: they are answered with 401 and change nothing, those of another key are applied', async () => {
  const directory = await createTestDirectory(pool())
  const other = await withAnotherKey(directory)
  const dropped = [post(directory, 'ada'), post(directory, 'bob')]
  const kept = post(other, 'cyd')
  await pending(directory, 3)
  await revoke(directory, 'drop')
  await startWorker()
  const answers = await Promise.all(dropped)
  expect(answers.map(({ status }) => status)).toEqual([401, 401])
  expect(answers[0]?.headers.get('www-authenticate')).toContain('error="invalid_token"')
  expect((await kept).status).toBe(201)
  expect(await userNames(directory)).toEqual(['cyd'])
  const { rows } = await pool().query(
    'select status, detail from outcome where site_id = $1 and status = 401 group by 1, 2',
    [directory.siteId],
  )
  expect(rows).toEqual([
    { status: 401, detail: 'The credential of this request was revoked, and with it the request.' },
  ])
})

test('kept: they are applied and answered as usual', async () => {
  const directory = await createTestDirectory(pool())
  const waiting = post(directory, 'ada')
  await pending(directory, 1)
  await revoke(directory, 'keep')
  await startWorker()
  expect((await waiting).status).toBe(201)
  expect(await userNames(directory)).toEqual(['ada'])
})

test('an equal request under another key that had joined a dropped one is told to come again, and then applied', async () => {
  const directory = await createTestDirectory(pool())
  const other = await withAnotherKey(directory)
  const dropped = post(directory, 'ada')
  await pending(directory, 1)
  const joined = post(other, 'ada')
  await waitUntil(
    async () =>
      (await pool().query('select count(*) as n from redelivery where site_id = $1', [directory.siteId])).rows[0].n,
    (found) => found === 1,
  )
  await revoke(directory, 'drop')
  await startWorker()
  expect([(await dropped).status, (await joined).status]).toEqual([401, 503])
  expect((await joined).headers.get('retry-after')).toBe('1')
  expect((await post(other, 'ada')).status).toBe(201)
})
