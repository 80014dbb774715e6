/** Where the rows of a site are read for a verification; absent when only a URL is known. */
import {
  readSiteAccounts,
  readSiteGroups,
  readSiteMembers,
  type SiteAccount,
  type SiteGroup,
  type SiteMember,
  type SnapshotScope,
} from '@syncline/core/storage/read/site-snapshot.ts'
import type pg from 'pg'

export type SiteReader = {
  accounts(): AsyncIterable<SiteAccount>
  groups(): AsyncIterable<SiteGroup>
  members(): AsyncIterable<SiteMember>
}

export function createSiteReader(pool: pg.Pool, scope: SnapshotScope): SiteReader {
  return {
    accounts: () => readSiteAccounts(pool, scope),
    groups: () => readSiteGroups(pool, scope),
    members: () => readSiteMembers(pool, scope),
  }
}
