/** Verification after a sync: the directory over SCIM, and the rows of the site where the database can be read. */

import { DirectoryCheck } from './check-directory.ts'
import { SiteCheck } from './check-site.ts'
import { type Difference, Differences } from './differences.ts'
import { readGroups, readUsers } from './read-back.ts'
import type { SiteReader } from './site-reader.ts'
import { runStep, type SyncContext } from './sync-context.ts'

export type Counts = { readonly users: number; readonly groups: number; readonly memberships: number }

export type Verification = {
  /** Seen over SCIM. */
  readonly directory: Counts
  /** Rows of the site; null when they were not looked at. `users` counts accounts. */
  readonly site: Counts | null
  readonly differences: number
  readonly first: readonly Difference[]
}

export async function verify(context: SyncContext, site: SiteReader | null): Promise<Verification> {
  const differences = new Differences()
  const directory = new DirectoryCheck(context.model, context.profile, differences)
  await runStep(context, 'read back', async (step) => {
    step.total += context.model.users.size + context.model.groups.size
    await readUsers(context, (user) => {
      directory.seeUser(user)
      step.done += 1
    })
    await readGroups(context, (group) => {
      directory.seeGroup(group)
      step.done += 1
    })
  })
  directory.finish()
  const rows = site === null ? null : await compareRows(context, site, differences)
  return { directory: countsOf(directory), site: rows, differences: differences.total, first: differences.first }
}

export type RowVerification = Pick<Verification, 'differences' | 'first'> & { readonly site: Counts }

/** The rows of the site alone, after something else than the provider has changed it. */
export async function verifyRows(compared: Compared, site: SiteReader): Promise<RowVerification> {
  const differences = new Differences()
  const rows = await compareRows(compared, site, differences)
  return { site: rows, differences: differences.total, first: differences.first }
}

type Compared = Pick<SyncContext, 'model' | 'signal'>

async function compareRows({ model, signal }: Compared, site: SiteReader, differences: Differences): Promise<Counts> {
  if (model.site === null) throw new Error('nothing is known of the site')
  model.site.setConditions(await site.conditions())
  model.followSite()
  const check = new SiteCheck(model, model.site, differences)
  const { people, groups } = check
  for await (const row of site.accounts()) people.seeAccount(row)
  for await (const row of site.formerAccounts()) people.seeUnowned(row)
  signal.throwIfAborted()
  for await (const row of site.groups()) groups.seeGroup(row)
  for await (const row of site.members()) groups.seeMember(row)
  for await (const row of site.formerGroups()) groups.seeFormerGroup(row)
  for await (const row of site.localGroups()) groups.seeLocalGroup(row)
  for await (const row of site.holds()) check.seeHold(row)
  check.finish()
  return { users: people.accounts, groups: groups.groups, memberships: groups.memberships }
}

function countsOf({ users, groups, memberships }: Counts): Counts {
  return { users, groups, memberships }
}
