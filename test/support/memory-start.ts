/** A directory of a site without a database leaves its review, as the lane walks through its records. */
import type { DirectoryPolicy } from '@syncline/core/domain/directory-policy.ts'
import type { Dirty } from '@syncline/core/domain/mark.ts'
import type { MemorySite } from './memory-site.ts'
import { memoryUuid } from './pure-plan.ts'

export function startIn(site: MemorySite, id: number, stepSize = 1_000): void {
  setPolicy(site, id, { phase: 'starting', walkedTo: 0 })
  const entries = [...site.rows.users.all, ...site.rows.groups.all]
    .filter(({ directoryId }) => directoryId === id)
    .map(
      ({ key }): Dirty => ({
        key,
        directoryId: id,
        operationId: memoryUuid('e', 0),
        begins: true,
        gone: null,
        freed: null,
        guarded: true,
      }),
    )
    .sort((a, b) => a.key - b.key)
  for (let at = 0; at < entries.length; at += stepSize) {
    const step = entries.slice(at, at + stepSize)
    site.step(step)
    setPolicy(site, id, { walkedTo: step.at(-1)?.key ?? 0 })
  }
  setPolicy(site, id, { phase: 'syncing', walkedTo: 0 })
  site.settle(stepSize)
}

export function setPolicy(site: MemorySite, id: number, policy: Partial<DirectoryPolicy>): void {
  const directory = site.directories.get(id)
  if (directory === undefined) throw new Error(`there is no directory ${id}`)
  site.directories = new Map(site.directories).set(id, { ...directory, ...policy })
}
