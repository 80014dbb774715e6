/** What administrators decide about users and groups of directories. Each decision is a command of the site's lane. */
import type { Command, ExternalChoice } from '@syncline/core/domain/command.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { z } from 'zod'
import { effectOf } from '../effect.ts'
import { type AdminEndpoint, directoryEndpoint, siteEndpoint } from '../endpoint.ts'
import { ID, REASON } from '../schemas.ts'
import { directoryIn } from './directory-in.ts'
import { HOLD_KIND } from './record-schemas.ts'

const MOST_CHOSEN = 1_000

const ONLY_REASON = z.object({ reason: REASON }).openapi('Reason')
const SCIM_ID = z.uuid().describe('The SCIM id.')

const LINKED = z
  .object({
    user: SCIM_ID,
    account: ID,
    formerOwner: SCIM_ID.optional().describe('The user that owned the account before.'),
  })
  .openapi('LinkDecision')

const CHOICE = z
  .object({
    users: z.array(SCIM_ID).min(1).max(MOST_CHOSEN).optional().describe('These.'),
    directory: ID.optional().describe('All of this directory that wait for a decision.'),
    reason: REASON,
  })
  .refine(
    ({ users, directory }) => (users === undefined) !== (directory === undefined),
    'Say either users or directory.',
  )
  .openapi('ExternalChoice')

const CHOSEN = z
  .object({
    done: z.int().min(0),
    notApplicable: z.array(
      z.object({
        user: SCIM_ID,
        reason: z
          .enum(['not-held', 'decided'])
          .describe('`not-held`: it waits for no decision. `decided`: so already.'),
      }),
    ),
  })
  .openapi('ExternalDecision')

/** As the lane has it (ExternalResult in core/domain). */
const EXTERNAL_RESULT = z.object({
  done: z.int(),
  notApplicable: z.array(z.object({ userId: z.string(), reason: z.enum(['not-held', 'decided']) })),
})

const tag = 'Decisions'

const linked = ({ userId, accountId, formerOwnerId }: JsonObject): z.output<typeof LINKED> =>
  LINKED.parse({
    user: userId,
    account: accountId,
    ...(typeof formerOwnerId === 'string' ? { formerOwner: formerOwnerId } : {}),
  })

function chosen(result: JsonObject): z.output<typeof CHOSEN> {
  const { done, notApplicable } = EXTERNAL_RESULT.parse(result)
  return { done, notApplicable: notApplicable.map(({ userId, reason }) => ({ user: userId, reason })) }
}

type OfUser = { readonly id: string; readonly path: string; readonly summary: string; readonly description: string }

/** A decision that needs to know nothing but whom it is about. */
function userDecision(name: 'unlink-user' | 'member-link-user' | 'move-ownership', about: OfUser): AdminEndpoint {
  return siteEndpoint({
    method: 'post',
    ...about,
    path: `/records/{record}/${about.path}`,
    tag,
    needs: 'decide',
    body: ONLY_REASON,
    answer: LINKED,
    run: ({ deps, site, param, author }) => {
      const command = { name, userId: param('record') }
      return effectOf(deps, { siteId: site.id, author, command }, linked)
    },
  })
}

function externalDecision(commandOf: (choice: ExternalChoice) => Command, about: OfUser): AdminEndpoint {
  return siteEndpoint({
    method: 'post',
    ...about,
    path: `/external-users/${about.path}`,
    tag,
    needs: 'decide',
    body: CHOICE,
    answer: CHOSEN,
    run: async ({ deps, site, body: { users, directory }, author }) => {
      const choice: ExternalChoice =
        users === undefined
          ? { directoryId: await directoryIn(deps, site.id, directory ?? ''), all: true }
          : { userIds: users }
      return effectOf(deps, { siteId: site.id, author, command: commandOf(choice) }, chosen)
    },
  })
}

export const DECISION_ENDPOINTS: readonly AdminEndpoint[] = [
  siteEndpoint({
    method: 'post',
    path: '/records/{record}/link',
    id: 'linkUser',
    tag,
    summary: 'Link a user to an account',
    description:
      'Whatever the addresses say. The user owns the account from then on, and gives up the one that it had.',
    needs: 'decide',
    body: z.object({ account: ID, reason: REASON }).openapi('LinkChoice'),
    answer: LINKED,
    run: ({ deps, site, param, body: { account }, author }) => {
      const command: Command = { name: 'link-user', userId: param('record'), accountId: account }
      return effectOf(deps, { siteId: site.id, author, command }, linked)
    },
  }),
  userDecision('unlink-user', {
    id: 'unlinkUser',
    path: 'unlink',
    summary: 'Unlink a user from its account',
    description:
      'Neither is deleted, and the account stays as it is. The user stays unlinked until it is linked again.',
  }),
  userDecision('member-link-user', {
    id: 'memberLinkUser',
    path: 'member-link',
    summary: 'Let the groups of a user count for the account that another user owns',
    description: 'The answer to a hold `duplicate` when both are the same person.',
  }),
  userDecision('move-ownership', {
    id: 'moveOwnership',
    path: 'move-ownership',
    summary: 'Make a user the owner of the account with its address',
    description: 'Profile, class, and on or off follow it from then on. The former owner is held as `duplicate`.',
  }),
  siteEndpoint({
    method: 'post',
    path: '/records/{record}/dismiss',
    id: 'dismissHold',
    tag,
    summary: 'Dismiss a hold of a user or group',
    description: 'It is known, and leaves the open ones. It still ends by itself as before.',
    needs: 'decide',
    body: z.object({ hold: HOLD_KIND, reason: REASON }).openapi('HoldDismissal'),
    answer: z.object({ dismissed: z.boolean().describe('False: it was already.') }).openapi('DismissedHold'),
    run: ({ deps, site, param, body: { hold }, author }) => {
      const command: Command = { name: 'dismiss-hold', recordId: param('record'), hold }
      const answer = ({ dismissed }: JsonObject) => ({ dismissed: dismissed === true })
      return effectOf(deps, { siteId: site.id, author, command }, answer)
    },
  }),
  siteEndpoint({
    method: 'post',
    path: '/records/{record}/resync',
    id: 'resyncRecord',
    tag,
    summary: 'Resync a user or group: project it again by the rules of now',
    needs: 'operate',
    body: ONLY_REASON,
    answer: z.object({ records: z.int().min(0) }).openapi('ResyncedRecords'),
    run: ({ deps, site, param, author }) => {
      const command: Command = { name: 'reproject-records', recordIds: [param('record')] }
      return effectOf(deps, { siteId: site.id, author, command }, ({ records }) => ({ records: Number(records) }))
    },
  }),
  directoryEndpoint({
    method: 'post',
    path: '/resync',
    id: 'resyncDirectory',
    tag,
    summary: 'Resync a directory: project all of its users and groups again',
    description:
      'Answers when they are marked; the lane works them off in steps, between what identity providers send.',
    needs: 'operate',
    body: ONLY_REASON,
    answer: z.object({}).openapi('ResyncedDirectory'),
    run: ({ deps, site, directory, author }) => {
      const command: Command = { name: 'reproject', scopes: [{ kind: 'directory', directoryId: directory.id }] }
      return effectOf(deps, { siteId: site.id, author, command }, () => ({}))
    },
  }),
  externalDecision((choice) => ({ name: 'approve-users', ...choice }), {
    id: 'approveUsers',
    path: 'approve',
    summary: 'Approve users whose address is on no verified domain',
    description: 'They are linked whatever the policy of their directory: these, or all of a directory that wait.',
  }),
  externalDecision((choice) => ({ name: 'ignore-users', ...choice }), {
    id: 'ignoreUsers',
    path: 'ignore',
    summary: 'Leave users out whose address is on no verified domain',
    description: 'Until the policy of their directory changes: these, or all of a directory that wait.',
  }),
]
