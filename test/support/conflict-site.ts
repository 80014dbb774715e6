/** A site without a database in which a group of a directory clashes with one of the site, in each way in which it can. */
import type { ChosenConflict } from '@syncline/core/domain/command.ts'
import type { Conflict, ConflictDecision, ConflictFilter } from '@syncline/core/domain/conflict.ts'
import type { DirectoryPolicy } from '@syncline/core/domain/directory-policy.ts'
import type { ConflictKind } from '@syncline/core/domain/group-conflict.ts'
import type { Outcome } from '@syncline/core/domain/outcome.ts'
import { asked } from './commands.ts'
import { from, GroupSite } from './group-site.ts'
import { account, group, rows } from './import-rows.ts'
import type { MemoryRequest, MemorySiteOptions } from './memory-site.ts'
import { setPolicy, startIn } from './memory-start.ts'
import { directoryPolicy } from './policies.ts'
import { A, B, C, D, G, H } from './record-ids.ts'
import { createGroup, createUser, person, renameGroup } from './requests.ts'

export const PEOPLE = ['ada', 'bob', 'cyd', 'dan']

export class ConflictSite extends GroupSite {
  constructor(options: MemorySiteOptions & { readonly first?: Partial<DirectoryPolicy> } = {}) {
    const directories = [
      directoryPolicy(options.first),
      directoryPolicy({ id: 2 }),
      directoryPolicy({ id: 3, audience: 'customers' }),
    ]
    super({ directories, ...options })
    this.decide(rows({ accounts: PEOPLE.map((name) => account(`${name}@example.com`)) }))
    this.decide({ name: 'create-app', kind: 'app', appName: 'Wiki' })
    this.apply(createUser(A, person('ada')), createUser(B, person('bob')), createUser(C, person('cyd')))
  }

  /** G wants to be called Staff, with Ada and Bob in it; so is a group that has Bob and Cyd in it, and gives access to the wiki. */
  clash(kind: ConflictKind): void {
    if (kind === 'owned-by-other-directory') {
      this.apply(from(2, createUser(D, person('dan'))), from(2, createGroup(H, 'Staff', [D])))
    } else this.decide(rows({ groups: [group('Staff', ['bob@example.com', 'cyd@example.com'])] }))
    this.grant('Staff', 'Wiki')
    if (kind === 'default-group') this.setDefault('Staff', true)
    this.settle()
    if (kind === 'rename-clash') this.apply(createGroup(G, 'Old', [A, B]), renameGroup(G, 'Staff'))
    else this.apply(createGroup(G, 'Staff', [A, B]))
  }

  /** The last one of a record. @throws when there is none */
  conflict(recordId = G): Conflict {
    const found = this.rows.conflicts.all.filter((each) => each.recordId === recordId).at(-1)
    if (found === undefined) throw new Error(`there is no conflict of ${recordId}`)
    return found
  }

  /** About conflicts as they are now. */
  asking(decision: ConflictDecision, ...chosen: readonly Partial<ChosenConflict>[]): MemoryRequest {
    const conflicts = (chosen.length === 0 ? [{}] : chosen).map((each: Partial<ChosenConflict>) => {
      const id = each.id ?? this.conflict().id
      const version = this.rows.conflicts.all.find((row) => row.id === id)?.version ?? 0
      return { id, version, ...each }
    })
    return asked({ name: 'decide-conflicts', decision, conflicts })
  }

  choose(decision: ConflictDecision, ...chosen: readonly Partial<ChosenConflict>[]): Outcome {
    const [outcome] = this.apply(this.asking(decision, ...chosen)).outcomes
    if (outcome === undefined) throw new Error('the decision has no outcome')
    this.settle()
    return outcome
  }

  chooseWhere(decision: Exclude<ConflictDecision, 'rename'>, filter: ConflictFilter, stepSize = 1_000): Outcome {
    const outcome = this.decide({ name: 'decide-conflicts', decision, filter })
    this.settle(stepSize)
    return outcome
  }

  /** The first directory leaves its review. */
  start(stepSize = 1_000): void {
    startIn(this, 1, stepSize)
  }

  set(policy: Partial<DirectoryPolicy>): void {
    setPolicy(this, 1, policy)
  }

  /** Groups of the site: the record that each follows, and its people with their origins. */
  short(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.look()).map(([name, [, recordId, people]]) => [
        name,
        [recordId === G ? 'G' : recordId === H ? 'H' : '-', ...peopleOf(people)].join(' '),
      ]),
    )
  }
}

function peopleOf(people: unknown): string[] {
  return Array.isArray(people) ? people.map((each) => String(each).replace('@example.com ', '')) : []
}

export function clashing(
  kind: ConflictKind = 'local-group',
  options: ConstructorParameters<typeof ConflictSite>[0] = {},
): ConflictSite {
  const it = new ConflictSite(options)
  it.clash(kind)
  return it
}

/** How many were decided, and why the others were not. */
export function reasonsOf({ resource }: Pick<Outcome, 'resource'>): unknown[] {
  const { done, notApplicable } = resource as { done: number; notApplicable: { reason: string }[] }
  return [done, ...notApplicable.map(({ reason }) => reason)]
}
