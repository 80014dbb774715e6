/** What a database has answered, in the parts that a test is about; and rows of which a test says what matters. */
import { type Loaded, nothingLoaded } from '@syncline/core/domain/loaded.ts'
import { emptyNeed, type Need } from '@syncline/core/domain/need.ts'
import type { Account, GroupRecord, SiteGroup, UserRecord } from '@syncline/core/domain/record.ts'
import { NOW } from './pure-plan.ts'
import { A, G } from './record-ids.ts'

export function loadedRows(need: Partial<Need>, rows: Partial<Omit<Loaded, 'need'>> = {}): Loaded {
  return { ...nothingLoaded({ ...emptyNeed(), ...need }), ...rows }
}

export function userRow(own: Partial<UserRecord> = {}): UserRecord {
  return {
    key: 1,
    directoryId: 1,
    id: A,
    version: 1,
    active: true,
    userNameKey: 'ada',
    externalId: null,
    displayNameKey: null,
    emailKey: null,
    emailKeys: [],
    createdAt: NOW,
    lastModified: NOW,
    attributes: { userName: 'ada' },
    ...own,
  }
}

export function groupRow(own: Partial<GroupRecord> = {}): GroupRecord {
  return {
    key: 2,
    directoryId: 1,
    id: G,
    version: 1,
    memberCount: 0,
    displayNameKey: 'staff',
    externalId: null,
    createdAt: NOW,
    lastModified: NOW,
    attributes: { displayName: 'Staff' },
    ...own,
  }
}

export function accountRow(own: Partial<Account> = {}): Account {
  return {
    key: 3,
    id: '0190dddd-0000-7000-8000-000000000003',
    audience: 'workforce',
    class: 'managed',
    active: true,
    switchedOffBy: null,
    email: 'ada@example.com',
    emailKey: 'ada@example.com',
    displayName: null,
    profile: {},
    createdAt: NOW,
    updatedAt: NOW,
    ...own,
  }
}

export function siteGroupRow(own: Partial<SiteGroup> = {}): SiteGroup {
  return {
    key: 4,
    id: '0190dddd-0000-7000-8000-000000000004',
    audience: 'workforce',
    source: 'synced',
    name: 'Staff',
    nameKey: 'staff',
    defaultAccess: false,
    leftBy: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...own,
  }
}
