/**
 * What each role may do at each endpoint of the admin API, written once more by hand, and how the endpoint is asked. An endpoint
 * without a row fails `roles.test.ts`.
 */
import { randomUUID } from 'node:crypto'
import { ADMIN_ROLES, type AdminRole } from '@syncline/core/storage/catalogue/admin-role.ts'

/** What paths name, by the name of the parameter. */
export type Params = Readonly<Record<string, string>>

const ALL: readonly AdminRole[] = ADMIN_ROLES
const READERS: readonly AdminRole[] = ['viewer', 'operator', 'access', 'admin']
const OPERATORS: readonly AdminRole[] = ['operator', 'admin']
const DECIDERS: readonly AdminRole[] = ['access', 'admin']

export type EndpointRow = {
  /** Who may. `everywhere`: only with the role at all sites. */
  readonly roles: readonly AdminRole[]
  readonly query?: string
  /** Of what the path names. */
  readonly body?: (params: Params) => object
  /** What its path names, where that is not what it names for the others. */
  readonly named?: (params: Params) => Params
  /** Whoever may is told by a rule that it cannot be done to what the path names. */
  readonly mayBeRefused?: true
}

const decision = (body: (params: Params) => object): EndpointRow => ({ roles: DECIDERS, body, mayBeRefused: true })

const name = () => `name ${randomUUID()}`

export const ENDPOINT_TABLE: Readonly<Record<string, EndpointRow>> = {
  listSites: { roles: READERS },
  createSite: { roles: ['admin'], body: () => ({ name: name() }) },
  getSite: { roles: READERS },
  getSiteSettings: { roles: READERS },
  changeSiteSettings: { roles: ['admin'], body: () => ({ builtInNames: [name()] }) },
  renameSite: { roles: ['admin'], body: () => ({ name: name() }) },
  getInbox: { roles: READERS },
  getCounts: { roles: READERS },
  listDirectories: { roles: READERS },
  createDirectory: { roles: ['admin'], body: () => ({ name: name() }) },
  getDirectory: { roles: READERS },
  changeDirectory: { roles: ['admin'], body: () => ({ settings: { bulk: false } }) },
  createPreview: { roles: OPERATORS, body: () => ({}) },
  listPreviews: { roles: READERS },
  getPreview: { roles: READERS },
  listPreviewRows: { roles: READERS, query: '?kind=create' },
  listAbsentAccounts: { roles: READERS },
  exportPreviewExternals: { roles: READERS },
  startDirectory: { roles: OPERATORS, body: ({ preview }) => ({ preview }), mayBeRefused: true },
  trialStart: { roles: OPERATORS, body: ({ record }) => ({ users: [record] }), mayBeRefused: true },
  getStart: { roles: READERS },
  listStartDifferences: { roles: READERS, query: '?state=unexplained' },
  exportStartDifferences: { roles: READERS },
  pauseDirectory: { roles: OPERATORS, body: () => ({ mode: 'hold' }) },
  resumeDirectory: { roles: OPERATORS, body: () => ({ reason: 'tried' }) },
  previewDisconnection: { roles: READERS },
  // By a wrong name: the place is needed for the others.
  disconnectDirectory: {
    roles: ['admin'],
    body: () => ({ name: 'another', reason: 'tried' }),
    mayBeRefused: true,
  },
  listDomains: { roles: READERS },
  addDomain: { roles: ['admin'], body: () => ({ name: `${randomUUID()}.example` }) },
  verifyDomain: { roles: ['admin'], body: () => ({}) },
  markDomainVerified: { roles: ['admin'], body: () => ({ reason: 'contract' }) },
  previewDomainChange: { roles: READERS },
  listDomainAccounts: { roles: READERS },
  assignDomain: { roles: ['admin'], body: () => ({ directory: null }) },
  // As somebody who has seen other accounts: the domain is needed for the others.
  removeDomain: {
    roles: ['admin'],
    body: () => ({ expectedAccounts: 1_000_000, reason: 'sold' }),
    mayBeRefused: true,
  },
  listKeys: { roles: READERS },
  createKey: { roles: ['admin'], body: () => ({}) },
  revokeKey: { roles: ['operator', 'admin'], body: () => ({ reason: 'tried' }) },
  listRecords: { roles: READERS },
  getRecord: { roles: READERS },
  exportExternalUsers: { roles: READERS },
  countHolds: { roles: READERS },
  listHeld: { roles: READERS },
  linkUser: decision(({ person }) => ({ account: person })),
  unlinkUser: decision(() => ({})),
  memberLinkUser: decision(() => ({})),
  moveOwnership: decision(() => ({})),
  dismissHold: decision(({ hold }) => ({ hold })),
  approveUsers: decision(({ record }) => ({ users: [record] })),
  ignoreUsers: decision(({ record }) => ({ users: [record] })),
  listConflicts: { roles: READERS, query: '?state=open' },
  getConflict: { roles: READERS },
  // Of a closed conflict there is none.
  listConflictDifference: { roles: READERS, query: '?change=added', mayBeRefused: true },
  exportConflictDifference: { roles: READERS, mayBeRefused: true },
  decideConflict: decision(() => ({ decision: 'keep', version: 1 })),
  previewConflictDecisions: { roles: READERS, body: () => ({ filter: {}, decision: 'accept' }) },
  // By what nobody has seen.
  decideConflicts: decision(() => ({ filter: {}, seen: 'another', decision: 'keep' })),
  previewConflictUndo: { roles: READERS },
  undoConflictDecision: decision(() => ({ reason: 'tried' })),
  listDeletedGroups: { roles: READERS },
  restoreGroup: decision(() => ({ name: name() })),
  resyncRecord: { roles: OPERATORS, body: () => ({}) },
  resyncDirectory: { roles: OPERATORS, body: () => ({}) },
  getGuard: { roles: READERS },
  getGuardOfDirectory: { roles: READERS },
  releaseGuardItems: { roles: DECIDERS, body: ({ guardItem }) => ({ items: [guardItem] }) },
  rejectGuardItems: { roles: DECIDERS, body: ({ guardItem }) => ({ items: [guardItem] }) },
  listGuardItems: { roles: READERS, query: '?state=held' },
  getGuardItem: { roles: READERS },
  listGuardedPeople: { roles: READERS },
  listPeople: { roles: READERS },
  exportPeople: { roles: READERS },
  exportGroups: { roles: READERS },
  exportMembers: { roles: READERS },
  getPerson: { roles: READERS },
  listGroupsOfPerson: { roles: READERS },
  lookUpAddress: { roles: ALL, query: '?email=jane%40example.com' },
  getErasure: { roles: READERS },
  erasePerson: {
    roles: ['admin'],
    body: () => ({ reason: 'tried' }),
    // Not the one that is needed for the others.
    named: (params) => ({ ...params, person: params.leaver ?? '' }),
  },
  switchAccount: { roles: DECIDERS, body: () => ({ active: false }) },
  importRows: { roles: ['admin'], body: () => ({ accounts: [{ email: 'new@example.com', audience: 'workforce' }] }) },
  createGroup: { roles: DECIDERS, body: () => ({ name: name() }) },
  renameGroup: { roles: DECIDERS, body: () => ({ name: name() }) },
  deleteGroup: { roles: DECIDERS, body: () => ({}), mayBeRefused: true },
  changeMembers: { roles: DECIDERS, body: ({ person = '' }) => ({ add: [person], remove: [person] }) },
  listGroups: { roles: READERS },
  getGroup: { roles: READERS },
  listMembers: { roles: READERS },
  detachGroup: { roles: DECIDERS, body: () => ({}) },
  linkGroupAgain: decision(() => ({})),
  setDefaultAccess: { roles: DECIDERS, body: () => ({ on: true }) },
  listApps: { roles: READERS },
  createApp: { roles: ['admin'], body: () => ({ kind: 'app', name: name() }) },
  getApp: { roles: READERS },
  renameApp: { roles: ['admin'], body: () => ({ name: name() }) },
  deleteApp: { roles: ['admin'], body: () => ({}), mayBeRefused: true },
  listGroupsOfApp: { roles: READERS },
  listAppsOfGroup: { roles: READERS },
  grantAccess: { roles: DECIDERS, body: ({ group }) => ({ group }) },
  revokeAccess: { roles: DECIDERS, body: ({ otherGroup }) => ({ group: otherGroup }) },
  listPeopleOfApp: { roles: READERS },
  listAppsOfPerson: { roles: READERS },
  listOperations: { roles: READERS },
  getOperation: { roles: READERS },
  getQueue: { roles: READERS },
  listDeadLetters: { roles: READERS },
  listEvents: { roles: ['admin'] },
  listSiteEvents: { roles: READERS },
  getMe: { roles: ALL },
  listAdmins: { roles: ['admin'] },
  createAdmin: { roles: ['admin'], body: () => ({ name: name(), roles: [{ role: 'viewer', site: null }] }) },
  getAdmin: { roles: ['admin'] },
  revokeAdmin: { roles: ['admin'], body: () => ({}) },
}
