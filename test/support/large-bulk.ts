/** A Bulk request with everything in it: forward references, circles, and operations that fail in each way. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { BULK_REQUEST, ENTERPRISE, GROUP, PATCH, USER } from './urns.ts'

export const postUser = (bulkId: string, more: JsonObject = {}): JsonObject => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data: { schemas: [USER, ENTERPRISE], userName: bulkId, ...more },
})

export const postGroup = (bulkId: string, members: readonly string[], displayName = bulkId): JsonObject => ({
  method: 'POST',
  path: '/Groups',
  bulkId,
  data: { schemas: [GROUP], displayName, members: members.map((member) => ({ value: `bulkId:${member}` })) },
})

export const patch = (path: string, ...operations: JsonObject[]): JsonObject => ({
  method: 'PATCH',
  path,
  data: { schemas: [PATCH], Operations: operations },
})

/** Ten operations a block; an even number of blocks. Two groups contain each other, two others as well, of which one is refused. */
export function largeBulk(blocks: number, failOnErrors: number): JsonObject {
  const block = (n: number): JsonObject[] => {
    const user = (k: number) => `user ${n}-${k}`
    return [
      postGroup(`group ${n}`, n % 2 === 0 ? [user(1), user(2), `group ${n + 1}`] : [user(1), user(2)]),
      ...[1, 2, 3, 4].map((k) => postUser(user(k))),
      patch(`/Groups/bulkId:group ${n}`, { op: 'add', path: 'members', value: [{ value: `bulkId:${user(5)}` }] }),
      postUser(user(5), { [ENTERPRISE]: { manager: { value: `bulkId:user ${Math.min(n + 1, blocks - 1)}-1` } } }),
      patch(`/Users/bulkId:${user(1)}`, { op: 'replace', path: 'title', value: `title ${n}` }),
      special(n),
      n % 3 === 0 ? { method: 'DELETE', path: `/Users/bulkId:${user(3)}` } : postUser(user(6)),
    ]
  }
  const special = (n: number): JsonObject => {
    if (n === 2) return postGroup('circle a', ['circle b'])
    if (n === 4) return postGroup('circle b', ['circle a', 'user 0-1'])
    if (n === 7) return postGroup('broken a', ['broken b'])
    if (n === 9) return postGroup('broken b', ['broken a'], 'group 1')
    // In pairs, at places that no size of a claim divides.
    if (n > 20 && n % 9 === 3) return postGroup(`pair ${n}`, [`pair ${n + 1}`])
    if (n > 20 && n % 9 === 4) return postGroup(`pair ${n}`, [`pair ${n - 1}`, `user ${n}-1`])
    const kinds: readonly JsonObject[] = [
      postUser(`again ${n}`, { userName: `user ${n}-1` }),
      postGroup(`refers ${n}`, [`again ${n - 1}`]),
      postGroup(`unknown ${n}`, ['nobody']),
      { method: 'DELETE', path: '/Users/none' },
      postUser(`fine ${n}`),
      postGroup(`also fine ${n}`, [`user ${n}-2`]),
      patch(`/Groups/bulkId:group ${n}`, { op: 'remove', path: `members[value eq "bulkId:user ${n}-1"]` }),
    ]
    return kinds[n % kinds.length] ?? postUser(`fine ${n}`)
  }
  const all = Array.from({ length: blocks }, (_, n) => block(n))
  return { schemas: [BULK_REQUEST], failOnErrors, Operations: all.flat() }
}
