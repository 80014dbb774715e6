/** What is promised of the conflicts of a site without a database, looked for without the code that keeps it. */
import type { Conflict } from '@syncline/core/domain/conflict.ts'
import type { Key } from '@syncline/core/domain/record.ts'
import type { MemorySite } from './memory-site.ts'

const isLive = ({ state }: Conflict) => state === 'open' || state === 'decided'

/** One for each group that wants the name of another one, as both are today, and none else. */
export function wrongConflicts({ rows, site, directories }: MemorySite): string[] {
  const detached = new Set(rows.holds.all.filter(({ kind }) => kind === 'detached').map(({ recordKey }) => recordKey))
  const wanted = rows.groups.all.flatMap((group) => {
    const link = rows.groupLinks.all.find(({ key }) => key === group.key)
    const audience = directories.get(group.directoryId)?.audience
    const taken = rows.siteGroups.all.find(
      (each) => each.nameKey === group.displayNameKey && each.audience === audience,
    )
    const isSettled = site.builtInNames.has(group.displayNameKey) || link?.nameKeptFor === group.displayNameKey
    if (taken === undefined || taken.key === link?.siteGroupKey || isSettled) return []
    if (link === undefined && detached.has(group.key)) return []
    const ofUnlinked = taken.source === 'local' ? 'local-group' : 'owned-by-other-directory'
    const kind = link !== undefined ? 'rename-clash' : taken.defaultAccess ? 'default-group' : ofUnlinked
    return [`conflict of ${group.key} with ${taken.key}, ${kind}`]
  })
  const there = rows.conflicts.all
    .filter(isLive)
    .map(({ recordKey, siteGroupKey, kind }) => `conflict of ${recordKey} with ${siteGroupKey}, ${kind}`)
  const undecided = rows.conflicts.all.filter(
    ({ state, directoryId }) => state === 'decided' && directories.get(directoryId)?.phase === 'syncing',
  )
  return [
    ...wanted.filter((each) => !there.includes(each)).map((each) => `${each} is missing`),
    ...there.filter((each) => !wanted.includes(each)).map((each) => `${each} is left over`),
    ...there.filter((each, at) => there.indexOf(each) !== at).map((each) => `${each} is there twice`),
    ...undecided.map(({ key }) => `conflict ${key} is decided and was not carried out`),
  ]
}

/** As much of a site as a step may not change behind somebody's back. */
export type Look = {
  readonly conflicts: ReadonlyMap<Key, Conflict>
  readonly groups: ReadonlyMap<Key, string>
  /** Who is in a group without a directory. */
  readonly local: ReadonlySet<string>
  /** By directories. */
  readonly filled: ReadonlySet<Key>
}

export function lookAt({ rows }: MemorySite): Look {
  const members = Map.groupBy(rows.siteMembers.all, ({ groupKey }) => groupKey)
  const peopleOf = (key: Key) => (members.get(key) ?? []).map(({ accountKey, origin }) => `${accountKey}/${origin}`)
  return {
    conflicts: new Map(rows.conflicts.all.map((each) => [each.key, each])),
    groups: new Map(
      rows.siteGroups.all.map(({ key, name, source }) => [key, [name, source, ...peopleOf(key).sort()].join(' ')]),
    ),
    local: new Set(
      rows.siteMembers.all.filter(({ origin }) => origin === 0).map((row) => `${row.groupKey}/${row.accountKey}`),
    ),
    filled: new Set(rows.groupLinks.all.map(({ siteGroupKey }) => siteGroupKey)),
  }
}

/** Of what an identity provider asked for: a group that waits for a decision stays as it is, and nobody becomes a local member. */
export function broughtByRequest(before: Look, after: Look, directoryId: number): string[] {
  const waiting = [...before.conflicts.values()].filter(
    (each) =>
      each.state === 'open' &&
      each.directoryId === directoryId &&
      after.conflicts.get(each.key)?.state === 'open' &&
      // One that another directory fills goes on following that.
      !before.filled.has(each.siteGroupKey),
  )
  return [
    ...waiting
      .filter(({ siteGroupKey }) => before.groups.get(siteGroupKey) !== after.groups.get(siteGroupKey))
      .map(({ siteGroupKey }) => `group ${siteGroupKey} has changed, and nobody has decided about it`),
    ...newLocals(before, after),
  ]
}

/** Of a decision: it makes nobody a local member, and accepted means as the directory has it. */
export function broughtByDecision(before: Look, after: Look): string[] {
  const accepted = [...after.conflicts.values()].filter(
    ({ key, state, decision }) =>
      state === 'resolved' && decision === 'accept' && before.conflicts.get(key)?.state !== 'resolved',
  )
  return [
    ...newLocals(before, after),
    ...accepted
      .filter(({ siteGroupKey }) => [...after.local].some((row) => row.startsWith(`${siteGroupKey}/`)))
      .map(({ siteGroupKey }) => `group ${siteGroupKey} was accepted and has local members`),
  ]
}

function newLocals(before: Look, after: Look): string[] {
  return [...after.local].filter((row) => !before.local.has(row)).map((row) => `${row} is a local member`)
}
