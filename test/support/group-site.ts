/** A site without a database, for tests of groups: what administrators do by names, and what the site looks like. */
import type { Command } from '@syncline/core/domain/command.ts'
import { expect } from 'vitest'
import { asked } from './commands.ts'
import { recountIn } from './memory-recount.ts'
import { type Applied, type MemoryRequest, MemorySite, type MemorySiteOptions } from './memory-site.ts'
import { countersIn, imageOf } from './memory-view.ts'
import { directoryPolicy } from './policies.ts'

/** Two directories of the workforce, and one of customers. */
const DIRECTORIES = [directoryPolicy(), directoryPolicy({ id: 2 }), directoryPolicy({ id: 3, audience: 'customers' })]

export class GroupSite extends MemorySite {
  constructor(options: MemorySiteOptions) {
    super({ directories: DIRECTORIES, ...options })
  }

  decide(command: Command): Applied['outcomes'][number] {
    const [outcome] = this.apply(asked(command)).outcomes
    if (outcome === undefined) throw new Error('the command has no outcome')
    return outcome
  }

  /** The id of a group of the site. */
  group(name: string): string {
    return idOf(this.rows.siteGroups.all, name)
  }

  app(name: string): string {
    return idOf(this.rows.apps.all, name)
  }

  createLocal(groupName: string, audience: 'workforce' | 'customers' = 'workforce'): void {
    this.decide({ name: 'create-group', groupName, audience })
  }

  renameLocal(name: string, groupName: string): void {
    this.decide({ name: 'rename-group', groupId: this.group(name), groupName })
  }

  deleteLocal(name: string): void {
    this.decide({ name: 'delete-group', groupId: this.group(name), force: true })
  }

  setDefault(name: string, on: boolean) {
    return this.decide({ name: 'set-default-access', groupId: this.group(name), on })
  }

  grant(group: string, app: string) {
    return this.decide({ name: 'grant-access', groupId: this.group(group), appId: this.app(app) })
  }

  detach(name: string, recordId: string) {
    return this.decide({ name: 'detach-group', groupId: this.group(name), recordId })
  }

  /** As a merge or an import would leave it. */
  addLocalMember(group: string, email: string): void {
    const groupKey = this.rows.siteGroups.all.find(({ name }) => name === group)?.key ?? 0
    const accountKey = this.rows.accounts.all.find((account) => account.email === email)?.key ?? 0
    this.rows.siteMembers.insert({ groupKey, accountKey, origin: 0 })
  }

  /** Groups of the site by name: source, the record that it follows, and its people with their origins. */
  look() {
    const { siteGroups, siteMembers, accounts, groupLinks, groups } = this.rows
    const recordOf = (key: number) =>
      groups.all.find((group) => groupLinks.all.some((link) => link.siteGroupKey === key && link.key === group.key))?.id
    const peopleOf = (key: number) =>
      siteMembers.all
        .filter(({ groupKey }) => groupKey === key)
        .map(
          ({ accountKey, origin }) => `${accounts.all.find((account) => account.key === accountKey)?.email} ${origin}`,
        )
        .sort()
    return Object.fromEntries(
      siteGroups.all.map(({ key, name, source }) => [name, [source, recordOf(key) ?? null, peopleOf(key)]]),
    )
  }

  /** Kinds of the holds of a record with what they wait for, and by whom when not by the lane. */
  holds(recordId: string): string[] {
    const key = this.rows.groups.all.find(({ id }) => id === recordId)?.key
    return this.rows.holds.all
      .filter(({ recordKey }) => recordKey === key)
      .map(({ kind, basisKey, by }) => [kind, basisKey, by === 'lane' ? null : by].filter((part) => part).join(' '))
      .sort()
  }

  /** `app: group, group` */
  grants(): string[] {
    const { apps, grants, siteGroups } = this.rows
    return apps.all.map(({ key, name }) => {
      const groups = grants.all.filter(({ appKey }) => appKey === key)
      const names = groups.map(({ siteGroupKey }) => siteGroups.all.find((group) => group.key === siteGroupKey)?.name)
      return `${name}: ${names.sort().join(', ')}`
    })
  }

  /** Projecting every record again changes nothing, and counters say what rows there are. */
  expectSettled(): void {
    this.reproject()
    const before = imageOf(this)
    const { changes } = this.reproject()
    expect(changes).toEqual([])
    expect(imageOf(this)).toEqual(before)
    const counters = Object.entries(countersIn(this)).filter(([name]) => !name.includes('seats'))
    expect(Object.fromEntries(counters)).toEqual(recountIn(this))
  }

  /** Works off what was marked, and everything else besides. */
  reproject(): Applied {
    const records = [...this.rows.users.all, ...this.rows.groups.all]
    return this.apply(asked({ name: 'reproject-records', recordIds: records.map(({ id }) => id) }))
  }
}

/** Of another directory than the first. */
export const from = (directoryId: number, request: MemoryRequest): MemoryRequest => ({ ...request, directoryId })

function idOf(rows: readonly { readonly id: string; readonly name: string }[], name: string): string {
  const found = rows.find((row) => row.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found.id
}
