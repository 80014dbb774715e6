/** What Okta does in both flavours: looked up by page, a password that nobody knows, groups by PATCH, nobody is deleted. */
import { randomUUID } from 'node:crypto'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { ModelGroup, ModelUser } from './model.ts'
import type { IdpProfile, MemberChange, MemberMessage, Message } from './profile.ts'
import { equals, inBatches, patch } from './profile-messages.ts'
import type { RetryRules } from './retry.ts'
import { CORE_GROUP, CORE_USER, ENTERPRISE_USER } from './schemas.ts'

const MEMBERS_PER_REQUEST = 100

/** Waits as long as an integer Retry-After says, twice as long each time, ten times; without an integer five minutes. */
const RETRY: RetryRules = {
  timeoutMs: 60_000,
  firstWaitMs: 100,
  longestWaitMs: 5_000,
  giveUpAfterMs: 120_000,
  retriedStatuses: [429, 502, 503, 504],
  rateLimit: { attempts: 10, doubles: true, withoutIntegerMs: 300_000 },
}

const PAGE = 'startIndex=1&count=100'

export const oktaBasics = {
  userAgent: 'Okta SCIM Client 1.0.0 (syncline-simulator)',
  retry: RETRY,
  adopts: 'after-retry',
  deletesUsers: false,
  looksUpFirst: true,
  bulkOperations: null,
  connectionTest: () => ['/Users?startIndex=1&count=2', '/Groups?startIndex=1&count=2'],
  userLookUp: (userName) => `/Users?filter=${equals('userName', userName)}&${PAGE}`,
  groupLookUp: (displayName) => `/Groups?filter=${equals('displayName', displayName)}&${PAGE}`,
  createUser: (user) => ({
    schemas: schemasOf(user, null),
    ...user.attributes,
    groups: [],
    password: randomUUID(),
  }),
  /** Okta gives groups no externalId. */
  groupAttributes: ({ displayName }) => ({ displayName }),
  createGroup: ({ displayName }) => ({ schemas: [CORE_GROUP], displayName, members: [] }),
  updateGroup: rename,
  changeMembers,
} satisfies Partial<IdpProfile>

/** What a user looks like as a whole. */
export function schemasOf({ attributes }: ModelUser, managerId: string | null): string[] {
  return ENTERPRISE_USER in attributes || managerId !== null ? [CORE_USER, ENTERPRISE_USER] : [CORE_USER]
}

function rename({ displayName }: ModelGroup, id: string): Message {
  return patch('update group', `/Groups/${id}`, { op: 'replace', value: { id, displayName } })
}

/** Removals and additions in one request; the name is sent before each. */
function changeMembers({ group, id, added, removed }: MemberChange): MemberMessage[] {
  const [leaving, joining] = [inBatches(removed, MEMBERS_PER_REQUEST), inBatches(added, MEMBERS_PER_REQUEST)]
  return Array.from({ length: Math.max(leaving.length, joining.length) }, (_, at) => {
    const users = joining[at] ?? []
    const operations: JsonObject[] = (leaving[at] ?? []).map((member) => ({
      op: 'remove',
      path: `members[value eq ${JSON.stringify(member)}]`,
    }))
    if (users.length > 0) {
      const value = users.map((user) => ({ value: user.id, display: user.userName }))
      operations.push({ op: 'add', path: 'members', value })
    }
    return {
      messages: [rename(group, id), patch('change members', `/Groups/${id}`, ...operations)],
      added: users.length,
    }
  })
}
