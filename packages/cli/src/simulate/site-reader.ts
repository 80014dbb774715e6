/** Where the rows of a site are read for a verification; absent when only a URL is known. */
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

export type SiteReader = {
  accounts(): AsyncIterable<SiteAccount>
  groups(): AsyncIterable<SiteGroup>
  members(): AsyncIterable<SiteMember>
  formerAccounts(): AsyncIterable<AccountRow>
  formerGroups(): AsyncIterable<FormerGroup>
  holds(): AsyncIterable<SiteHold>
}

export function createSiteReader(pool: pg.Pool, scope: SnapshotScope): SiteReader {
  return {
    accounts: () => readSiteAccounts(pool, scope),
    groups: () => readSiteGroups(pool, scope),
    members: () => readSiteMembers(pool, scope),
    formerAccounts: () => readFormerAccounts(pool, scope),
    formerGroups: () => readFormerGroups(pool, scope),
    holds: () => readSiteHolds(pool, scope),
  }
}
