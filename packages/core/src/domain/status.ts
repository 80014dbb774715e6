/**
 * How far a record has reached the site, and why, in words that an administrator can act on (design: Holds). A pure function of
 * the rows as they are: what it says changes when they do.
 */
import type { DirectoryPhase, PauseMode } from './directory-policy.ts'
import { type HeldRecord, type HoldFacts, holdReason, mainHold } from './hold-reason.ts'
import type { AccountClass } from './record.ts'

/** Each is explained in docs/glossary.md. */
export const STATUSES = ['reviewing', 'paused', 'waiting', 'provisioned', 'partly', 'held', 'off', 'detached'] as const
export type Status = (typeof STATUSES)[number]

export type UserLinkFacts = {
  readonly kind: 'owning' | 'member'
  /** Whether the groups of the record count for the account. */
  readonly joins: boolean
  readonly account: {
    readonly class: AccountClass
    readonly active: boolean
    readonly switchedOffBy: 'directory' | 'admin' | null
  }
}

export type RecordFacts = {
  readonly directory: { readonly phase: DirectoryPhase; readonly paused: PauseMode | null }
  readonly holds: readonly HoldFacts[]
  /** `marked`: to be projected again. `failed`: that could not be done. */
  readonly mark: 'marked' | 'failed' | null
} & (
  | { readonly type: 'User'; readonly active: boolean; readonly link: UserLinkFacts | null }
  | { readonly type: 'Group'; readonly link: object | null }
)

export type RecordStatus = {
  readonly status: Status
  /** Why, and what ends it or what an administrator can do. */
  readonly reason: string
}

export function statusOf(facts: RecordFacts): RecordStatus {
  const { directory, holds, link, mark } = facts
  if (directory.phase === 'disconnected') {
    return is('detached', 'Its directory is disconnected: nothing that it says reaches the site any more.')
  }
  if (mark === 'failed') {
    return is('waiting', 'It could not be projected and is left for an operator. Ends with a resync that succeeds.')
  }
  const isUntouched = link === null && holds.length === 0
  if (isUntouched && directory.phase !== 'syncing') return reviewing(directory.phase)
  if (directory.paused === 'hold' && (isUntouched || mark !== null)) return paused(link !== null)
  if (isUntouched) return is('waiting', 'It has arrived and is projected in its turn. Ends by itself.')
  const held = mainHold(holds)
  const asRecord: HeldRecord = { type: facts.type, isLinked: link !== null }
  if (held?.kind === 'detached') return is('detached', holdReason(held, asRecord))
  if (link === null) return is('held', held === null ? '' : holdReason(held, asRecord))
  // Whatever its directory says, it has what it had.
  const isOn = facts.type === 'Group' || facts.link?.account.active === true
  if (held !== null && isOfGuard(held) && isOn) return is('partly', holdReason(held, asRecord))
  const off = facts.type === 'User' && facts.link !== null ? offReason(facts.active, facts.link) : null
  if (off !== null) return is('off', off)
  if (held !== null) return is('partly', holdReason(held, asRecord))
  if (facts.type === 'User' && facts.link !== null) return userProvisioned(facts.link)
  return is('provisioned', 'It is a group of the site: name and members follow the directory.')
}

function isOfGuard({ kind }: HoldFacts): boolean {
  return kind === 'guard' || kind === 'guard-rejected'
}

function is(status: Status, reason: string): RecordStatus {
  return { status, reason }
}

function reviewing(phase: DirectoryPhase): RecordStatus {
  return phase === 'starting'
    ? is('reviewing', 'Its directory is starting to sync and has not come to it yet. Ends by itself.')
    : is('reviewing', 'Its directory is in review: nothing reaches the site before an administrator starts syncing.')
}

function paused(isLinked: boolean): RecordStatus {
  const since = isLinked
    ? 'It has changed since its directory was paused'
    : 'It has arrived while its directory is paused'
  return is('paused', `${since}, and that has not reached the site. Ends when the directory is resumed.`)
}

/** Null: the person is on. */
function offReason(isActive: boolean, { kind, account }: UserLinkFacts): string | null {
  if (account.switchedOffBy === 'admin') {
    return isActive
      ? holdReason(
          { kind: 'switched-off-by-admin', basis: null, by: 'lane', other: null },
          { type: 'User', isLinked: true },
        )
      : 'It is inactive in its directory, and an administrator has switched its account off as well.'
  }
  if (!isActive && kind === 'member') {
    return 'It is inactive in its directory: its groups do not count for the account, which another user owns. Ends when it is active again.'
  }
  if (!isActive && account.class === 'external' && account.active) {
    return 'It is inactive in its directory and has left the synced groups; its account stays on because its address is on no verified domain. Ends when it is active again.'
  }
  if (!isActive) return 'It is inactive in its directory, so its account is off. Ends when it is active again.'
  if (account.active) return null
  return kind === 'member'
    ? 'The user that owns its account is inactive, so the account is off. Ends when that one is active again, or when the ownership moves here.'
    : 'Its account is off. Ends when it is projected again: resync it.'
}

function userProvisioned({ kind, joins, account }: UserLinkFacts): RecordStatus {
  if (!joins) return is('partly', 'It is linked, and its groups do not count for the account. Resync it.')
  if (kind === 'member') {
    return is(
      'provisioned',
      'Its groups count for the account; profile, class and on or off follow the user that owns it.',
    )
  }
  return is('provisioned', PROVISIONED[account.class])
}

const PROVISIONED: Readonly<Record<AccountClass, string>> = {
  managed: 'Its account follows the directory: profile, on or off, and groups.',
  external:
    'Its groups count for its account; the profile is not written because its address is on no verified domain.',
  'portal-only': 'Its customer account follows the directory: name, e-mail, on or off, and organizations.',
}
