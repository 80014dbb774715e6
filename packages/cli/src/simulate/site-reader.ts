/** Where the rows of a site are read for a verification; absent when only a URL is known. */
import {
  type LocalGroup,
  readLocalGroups,
  readOpenAccounts,
  readSiteConditions,
  type SiteConditions,
} from '@syncline/core/storage/read/site-conditions.ts'
import {
  type AccountRow,
  type FormerGroup,
  readFormerAccounts,
  readFormerGroups,
  readSiteAccounts,
  readSiteGroups,
  readSiteHolds,
  readSiteMembers,
  type SiteAccount,
  type SiteGroup,
  type SiteHold,
  type SiteMember,
  type SnapshotScope,
} from '@syncline/core/storage/read/site-snapshot.ts'
import type pg from 'pg'
import type { SiteBefore } from './site-model.ts'

export type SiteReader = {
  conditions(): Promise<SiteConditions>
  /** Of nobody, or of this directory. */
  openAccounts(): AsyncIterable<AccountRow>
  localGroups(): AsyncIterable<LocalGroup>
  accounts(): AsyncIterable<SiteAccount>
  groups(): AsyncIterable<SiteGroup>
  members(): AsyncIterable<SiteMember>
  formerAccounts(): AsyncIterable<AccountRow>
  formerGroups(): AsyncIterable<FormerGroup>
  holds(): AsyncIterable<SiteHold>
}

export function createSiteReader(pool: pg.Pool, scope: SnapshotScope): SiteReader {
  return {
    conditions: () => readSiteConditions(pool, scope),
    openAccounts: () => readOpenAccounts(pool, scope),
    localGroups: () => readLocalGroups(pool, scope),
    accounts: () => readSiteAccounts(pool, scope),
    groups: () => readSiteGroups(pool, scope),
    members: () => readSiteMembers(pool, scope),
    formerAccounts: () => readFormerAccounts(pool, scope),
    formerGroups: () => readFormerGroups(pool, scope),
    holds: () => readSiteHolds(pool, scope),
  }
}

/** What is at the site now, as what it was before whatever follows. */
export async function readSiteBefore(site: SiteReader): Promise<SiteBefore> {
  const conditions = await site.conditions()
  const accounts: AccountRow[] = []
  for await (const account of site.openAccounts()) accounts.push(account)
  const localGroups: LocalGroup[] = []
  for await (const group of site.localGroups()) localGroups.push(group)
  return { conditions, accounts, localGroups }
}
