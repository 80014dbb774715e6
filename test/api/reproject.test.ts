/** Settings that decide what reaches the site bring the command that projects whom they concern again, in their own transaction. */
import { changeDirectorySettings, createDirectory, type Directory } from '@syncline/core/storage/catalogue/directory.ts'
import { addDomain, assignDomain, markDomainVerified, removeDomain } from '@syncline/core/storage/catalogue/domain.ts'
import { recordDomainChecks } from '@syncline/core/storage/catalogue/domain-check.ts'
import { createSite } from '@syncline/core/storage/catalogue/site.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { beforeEach, expect, test } from 'vitest'
import { useTestSystem } from '../support/test-system.ts'

const { pool } = useTestSystem({ apis: {}, directory: 'none' })
const BY = { actor: 'tester', reason: 'merger' }
const db = () => createKysely(pool())
let sites = 0
let directory: Directory

beforeEach(async () => {
  const site = await createSite(db(), { name: `site ${sites++}` }, 'test')
  directory = await createDirectory(db(), { siteId: site.id, name: 'Entra' }, 'test')
})

/** Commands of the site that nobody has applied, in their order. */
async function commands() {
  const { rows } = await pool().query(
    `select o.command, o.actor, o.body from pending p join operation o on o.site_id = p.site_id and o.id = p.operation_id
     where p.site_id = $1 and p.directory_id = 0 order by p.seq`,
    [directory.siteId],
  )
  return rows.map(({ command, actor, body }) => ({ command, actor, ...body }))
}

const scopesOf = async () => (await commands()).map(({ arguments: given }) => given.scopes)
const set = (changes: Readonly<Record<string, unknown>>) =>
  changeDirectorySettings(db(), { directoryId: directory.id }, changes, BY)

test('policies of a directory: the records with the holds that they are about', async () => {
  await set({ externalUsers: 'review', bulk: false })
  const holds = ['external-review', 'external-ignored', 'inactive', 'duplicate']
  expect(await commands()).toEqual([
    {
      command: 'reproject',
      actor: 'tester',
      kind: 'command',
      reason: 'merger',
      arguments: { scopes: [{ kind: 'holds', directoryId: directory.id, holds }] },
    },
  ])
  await set({ duplicateExternalIds: 'refuse' })
  expect((await scopesOf())[1]).toEqual([{ kind: 'holds', directoryId: directory.id, holds: ['duplicate'] }])
})

test('what stays as it is, or decides nothing of the kind, projects nobody again', async () => {
  await set({ externalUsers: 'sync', bulk: false, duplicateExternalIds: null })
  await expect(set({ externalUsers: 'everybody' })).rejects.toThrow()
  expect(await commands()).toEqual([])
})

test('a domain: when it is verified, assigned and removed, in both of its spellings', async () => {
  const { siteId } = directory
  const choice = { siteId, name: 'Örnek.example' }
  const { nameKey } = await addDomain(db(), choice, BY)
  const check = (found: boolean) => recordDomainChecks(db(), [{ siteId, nameKey, found }], 'worker')
  await check(false)
  await assignDomain(db(), { ...choice, directoryId: directory.id }, BY)
  expect(await commands()).toEqual([])
  await check(true)
  await check(true)
  await check(false)
  expect(await scopesOf()).toEqual([[{ kind: 'domains', domains: [nameKey, 'örnek.example'] }]])
  await assignDomain(db(), { ...choice, directoryId: null }, BY)
  await removeDomain(db(), choice, BY)
  expect((await commands()).map(({ actor, reason }) => [actor, reason])).toEqual([
    ['worker', null],
    ['tester', 'merger'],
    ['tester', 'merger'],
  ])
})

test('a domain that an operator vouches for counts from then on', async () => {
  const choice = { siteId: directory.siteId, name: 'a.example' }
  await addDomain(db(), choice, BY)
  await markDomainVerified(db(), choice, BY)
  expect(await scopesOf()).toEqual([[{ kind: 'domains', domains: ['a.example'] }]])
})
