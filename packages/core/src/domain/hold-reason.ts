/** What each hold says in words: why a record waits, what ends it, and what an administrator can do. No values, no secrets. */
import { APPROVED, EXTERNAL_ID, IGNORED } from './admission.ts'
import { KEPT } from './conflict-decision.ts'
import type { HoldKind } from './record.ts'

/** Somebody or something that a record clashes with: named by id and display name only. */
export type Other = {
  readonly account?: Named | null
  /** Of a directory. */
  readonly user?: (Named & { readonly directory: Named; readonly sameDirectory: boolean }) | null
  /** Of the site. */
  readonly group?: (Named & { readonly source: 'local' | 'synced'; readonly directory: Named | null }) | null
  /** The directory that the e-mail domain is assigned to. */
  readonly directory?: Named | null
}

export type Named = { readonly id: string; readonly name: string | null }

export type HoldFacts = {
  readonly kind: HoldKind
  readonly basis: string | null
  /** `lane`, or the administrator who set or dismissed it. */
  readonly by: string
  /** Null: not looked for, or gone. */
  readonly other: Other | null
}

export type HeldRecord = { readonly type: 'User' | 'Group'; readonly isLinked: boolean }

/** The one that decides what becomes of the record, first. */
const BY_WEIGHT: readonly HoldKind[] = [
  'detached',
  'guard',
  'guard-rejected',
  'built-in-name',
  'default-group',
  'conflict',
  'no-email',
  'duplicate',
  'external-review',
  'external-ignored',
  'inactive',
  'switched-off-by-admin',
  'email-taken',
  'nested-not-projected',
]

export function mainHold<Hold extends { readonly kind: HoldKind }>(holds: readonly Hold[]): Hold | null {
  const sorted = holds.toSorted((a, b) => BY_WEIGHT.indexOf(a.kind) - BY_WEIGHT.indexOf(b.kind))
  return sorted[0] ?? null
}

export function holdReason(hold: HoldFacts, record: HeldRecord): string {
  return REASONS[hold.kind](hold, record)
}

type Reason = (hold: HoldFacts, record: HeldRecord) => string

const REASONS: Readonly<Record<HoldKind, Reason>> = {
  'no-email': (_, { isLinked }) =>
    isLinked
      ? 'Its account keeps the e-mail address that it had: the directory sends none any more. Ends when it does.'
      : 'Waits: it has no e-mail address to find or make an account by. Ends when the directory sends one; or link it to an account.',
  'email-taken': ({ other }) =>
    `Its new e-mail address belongs to ${named(other?.account, 'another account')}: its own keeps the old one, everything else follows. Ends when one of the two addresses changes${other?.user ? '' : '; or link it to that account'}.`,
  duplicate: duplicateReason,
  'external-review': externalReason,
  'external-ignored': externalReason,
  inactive: ({ basis }) =>
    `Waits: its e-mail address is on no verified domain, and it is inactive in its directory${basis === APPROVED ? '; it is approved already' : ''}. Ends when it is active there.`,
  conflict: conflictReason,
  'built-in-name': (_, { isLinked }) =>
    `${isLinked ? 'Its group keeps its old name' : 'Never reaches the site'}: its name is one of those that stand for the administration. Ends when it is renamed, or when the name is taken off the list of the site.`,
  'default-group': ({ other }, { isLinked }) =>
    `${isLinked ? 'Its group keeps its old name' : 'Waits'}: ${named(other?.group, 'the group of that name')} gives access to everybody by default. Ends when one of the two is renamed, or when that one is no default group any more; or decide the conflict.`,
  'nested-not-projected': () =>
    'It has groups among its members: those stay in the directory, and who is in them does not join through it. Ends when it has none; the identity provider may add their people instead.',
  'switched-off-by-admin': () =>
    'An administrator switched its account off, and the directory cannot switch it on. Ends when an administrator switches it on.',
  guard: (_, { type }) =>
    type === 'User'
      ? 'Its directory takes access away from it, and from so many others within a day that this waits for an administrator: until then it keeps what it had. Ends when the directory takes it back, or when it is released or rejected.'
      : 'Its directory has emptied it, and from so many people this takes the last access that they keep it until an administrator decides. Ends when they are members again, or when it is released or rejected.',
  'guard-rejected': () =>
    'It is inactive in its directory, and an administrator has said that its account stays on. Ends when the directory changes whether it is active, or deletes it; or release it.',
  detached: ({ basis, by }, { type }) =>
    `${basis === KEPT ? keptBy(by) : type === 'User' ? 'An administrator unlinked it, and it' : 'An administrator made its group local, and it'} stays so whatever the directory sends. Ends when the directory deletes it; or link it again.`,
}

function duplicateReason({ basis, other }: HoldFacts): string {
  const user = other?.user
  if (basis?.startsWith(EXTERNAL_ID) === true) {
    return `Waits: another user of this directory${user ? `, ${shown(user)},` : ''} has the same externalId. Ends when that one is deleted or gets another; or link it to an account by hand.`
  }
  if (other?.directory) {
    return `Waits: its e-mail domain is assigned to ${directoryNamed(other.directory)}. Ends when the domain is assigned otherwise; or make it a member link.`
  }
  const from = (of: NonNullable<typeof user>) => (of.sameDirectory ? 'this directory' : directoryNamed(of.directory))
  const owner = user ? `${shown(user)} of ${from(user)}` : 'another user'
  // Two records of one directory would share their memberships.
  const choice =
    user?.sameDirectory === true ? 'move the ownership here' : 'make it a member link, or move the ownership here'
  return `Waits: ${named(other?.account, 'the account with its e-mail address')} belongs to ${owner}. Ends when that link ends; or ${choice}.`
}

function externalReason({ kind, basis, by }: HoldFacts, { isLinked }: HeldRecord): string {
  const outside = 'its e-mail address is on no verified domain'
  const ends = 'its domain is verified, or the policy of the directory changes'
  if (basis === APPROVED) return `Waits: ${outside}; it is approved. Ends by itself, when what else holds it does.`
  if (kind === 'external-review' && basis !== IGNORED) {
    return `${isLinked ? 'Its groups do not count' : 'Waits'}: ${outside}, and nobody has decided about it. Ends when it is approved or ignored, ${ends}.`
  }
  const who = by === 'lane' ? 'its directory ignores such users' : 'an administrator has chosen to ignore it'
  return `${isLinked ? 'Its groups do not count' : 'Left out'}: ${outside}, and ${who}. Ends when it is approved, ${ends}.`
}

function conflictReason({ other }: HoldFacts, { isLinked }: HeldRecord): string {
  const group = other?.group
  if (isLinked) {
    return `Its group keeps its old name, because ${named(group, 'another group of the site')} has the new one; its members follow. Ends when one of the two is renamed or deleted; or decide the conflict.`
  }
  if (group?.source === 'synced') {
    const from = group.directory === null ? 'another directory' : directoryNamed(group.directory)
    return `Waits: ${shown(group)} has its name and comes from ${from}. Ends when one of the two is renamed or deleted; or decide the conflict.`
  }
  return `Waits: ${named(group, 'a local group')} of the site has its name. Ends when one of the two is renamed or deleted; or decide the conflict.`
}

function keptBy(by: string): string {
  const who =
    by === 'policy'
      ? 'Its directory leaves groups out whose name the site has'
      : 'An administrator decided to leave it out'
  return `${who}. The group of the site that has its name stays as it is, and this one`
}

function directoryNamed({ name, id }: Named): string {
  return `the directory "${name ?? id}"`
}

function named(other: Named | null | undefined, otherwise: string): string {
  return other === null || other === undefined ? otherwise : shown(other)
}

function shown({ id, name }: Named): string {
  return name === null ? id : `${name} (${id})`
}
