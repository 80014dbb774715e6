/** The groups of a site and who is in them against its model: those of the records, and the local ones, which stay as they were. */
import { fold } from '@syncline/core/scim/fold.ts'
import type { LocalGroup } from '@syncline/core/storage/read/site-conditions.ts'
import type { FormerGroup, SiteGroup, SiteMember } from '@syncline/core/storage/read/site-snapshot.ts'
import { byId } from './by-id.ts'
import { type Differences, shown } from './differences.ts'
import type { DirectoryModel, ModelGroup, ModelUser } from './model.ts'
import type { SiteModel } from './site-model.ts'

export class GroupsCheck {
  readonly #differences: Differences
  readonly #model: DirectoryModel
  readonly #site: SiteModel
  readonly #groupsById: ReadonlyMap<string, ModelGroup>
  readonly #userOf: (accountKey: number) => ModelUser | undefined
  readonly #seenGroups = new Set<string>()
  /** Accounts that each site group still has to show. */
  readonly #expectedMembers = new Map<number, { readonly subject: string; readonly users: Set<ModelUser> }>()
  readonly #localGroups: Map<string, number>
  groups = 0
  memberships = 0

  /** @param userOf the user of the directory that owns an account */
  constructor(
    model: DirectoryModel,
    site: SiteModel,
    differences: Differences,
    userOf: (accountKey: number) => ModelUser | undefined,
  ) {
    this.#model = model
    this.#site = site
    this.#differences = differences
    this.#groupsById = byId(model.groups.values())
    this.#userOf = userOf
    this.#localGroups = new Map(site.localGroups.map(({ name, members }) => [fold(name), members]))
  }

  holdOf(recordId: string): { readonly name: string; readonly hold: string | null } | null {
    const group = this.#groupsById.get(recordId)
    return group === undefined
      ? null
      : { name: group.displayName, hold: this.#site.groups.standingOf(group.externalId).hold }
  }

  /** All groups come before the first member. */
  seeGroup({ groupId, siteGroup }: SiteGroup): void {
    const group = this.#groupsById.get(groupId)
    const subject = `site group of ${group?.displayName ?? groupId}`
    if (group === undefined) {
      this.#differences.add(subject, 'its group was not sent by this sync')
      return
    }
    this.#seenGroups.add(groupId)
    const { name } = this.#site.groups.standingOf(group.externalId)
    if (siteGroup === null || name === null) {
      if (name !== null) this.#differences.add(subject, 'missing')
      if (siteGroup !== null) this.#differences.add(subject, 'there is one, and the group should have none')
      return
    }
    this.groups += 1
    this.#compare(subject, 'name', name, siteGroup.name)
    this.#compare(subject, 'source', 'synced', siteGroup.source)
    const joins = ({ externalId }: ModelUser) => this.#site.people.standingOf(externalId).joins
    this.#expectedMembers.set(siteGroup.key, { subject, users: new Set(this.#model.membersOf(group).filter(joins)) })
  }

  /** All accounts come before. */
  seeMember({ siteGroupKey, accountKey }: SiteMember): void {
    const group = this.#expectedMembers.get(siteGroupKey)
    const user = this.#userOf(accountKey)
    this.memberships += 1
    if (group === undefined) this.#differences.add(`site group ${siteGroupKey}`, 'has members and no group')
    else if (user === undefined) this.#differences.add(group.subject, `account ${accountKey} belongs to nobody sent`)
    else if (!group.users.delete(user)) this.#differences.add(group.subject, `member ${user.userName} should not be in`)
  }

  /** Groups of the site that were synced and that no group of a directory is linked to. */
  seeFormerGroup({ name }: FormerGroup): void {
    if (this.#site.groups.closed.has(fold(name))) this.#differences.add(`site group of ${name}`, 'still there')
  }

  seeLocalGroup({ name, members }: Pick<LocalGroup, 'name' | 'members'>): void {
    const key = fold(name)
    const expected = this.#localGroups.get(key)
    if (expected === undefined) this.#differences.add(`local group ${name}`, 'was not there before')
    else this.#compare(`local group ${name}`, 'number of members', expected, members)
    this.#localGroups.delete(key)
  }

  finish(): void {
    for (const [id, { displayName }] of this.#groupsById) {
      if (!this.#seenGroups.has(id)) this.#differences.add(`site group of ${displayName}`, 'the group has no row')
    }
    for (const { subject, users } of this.#expectedMembers.values()) {
      for (const user of users) this.#differences.add(subject, `member ${user.userName} is missing`)
    }
    for (const { name } of this.#site.localGroups) {
      if (this.#localGroups.has(fold(name))) this.#differences.add(`local group ${name}`, 'missing')
    }
  }

  #compare(subject: string, what: string, expected: string | number, found: string | number): void {
    if (expected !== found) this.#differences.add(subject, `${what} is ${shown(found)}, expected ${shown(expected)}`)
  }
}
