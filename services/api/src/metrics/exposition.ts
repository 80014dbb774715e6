/** The state of the system as metrics in the text format of Prometheus. Series are named by ids, so there are as many as directories. */
import { CONFLICT_KINDS } from '@syncline/core/domain/group-conflict.ts'
import { GUARD_ITEM_KINDS } from '@syncline/core/domain/guard-item.ts'
import { LONG_WAIT_S } from '@syncline/core/storage/read/inbox.ts'
import {
  type DirectoryState,
  type LaneState,
  LOSS_KEEPERS,
  type SystemState,
} from '@syncline/core/storage/read/system-state.ts'
import { Counter, Gauge, Registry } from 'prom-client'

/** docs/metrics.md has each of them. A directory has all series from its first day on, most of them 0. */
export function exposition({ directories, lanes }: SystemState): Promise<string> {
  const registry = new Registry()
  addLosses(registry, directories)
  addDecisions(registry, directories)
  addLanes(registry, lanes)
  return registry.metrics()
}

function addLosses(registry: Registry, directories: readonly DirectoryState[]): void {
  const made = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['site', 'directory', 'keeper'] as const, registers: [registry] })
  const losses = made(
    'syncline_waiting_losses',
    'Losses of access that are kept back: the directory has taken it away and somebody still has it.',
  )
  const age = made('syncline_waiting_losses_oldest_age_seconds', 'Age of the oldest loss that is kept back; 0: none.')
  const long = made('syncline_waiting_losses_long', 'Whether a loss has been kept back for over 15 minutes: 1 or 0.')
  for (const { site, directory, losses: kept } of directories) {
    for (const keeper of LOSS_KEEPERS) {
      const found = kept.find((each) => each.keeper === keeper)
      const labels = { site, directory, keeper }
      losses.set(labels, found?.losses ?? 0)
      age.set(labels, found?.ageSeconds ?? 0)
      long.set(labels, (found?.ageSeconds ?? 0) > LONG_WAIT_S ? 1 : 0)
    }
  }
}

function addDecisions(registry: Registry, directories: readonly DirectoryState[]): void {
  const made = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['site', 'directory', 'kind'] as const, registers: [registry] })
  const conflicts = made('syncline_open_conflicts', 'Conflicts between groups that nobody has decided about.')
  const items = made(
    'syncline_guard_items',
    'Losses that the guard holds and nobody has decided about: people and groups.',
  )
  for (const { site, directory, openConflicts, heldItems } of directories) {
    for (const kind of CONFLICT_KINDS) conflicts.set({ site, directory, kind }, countOf(openConflicts, kind))
    for (const kind of GUARD_ITEM_KINDS) items.set({ site, directory, kind }, countOf(heldItems, kind))
  }
}

function addLanes(registry: Registry, lanes: readonly LaneState[]): void {
  const labelled = { labelNames: ['site'] as const, registers: [registry] }
  const made = (name: string, help: string) => new Gauge({ name, help, ...labelled })
  const pending = made('syncline_pending_operations', 'Operations that are accepted and not applied.')
  const age = made('syncline_pending_operations_oldest_age_seconds', 'Age of the oldest pending operation; 0: none.')
  const dead = made('syncline_dead_letters', 'Operations that the lane gave up.')
  const failing = made('syncline_lane_failing', 'Whether the lane waits to try again what failed: 1 or 0.')
  const applied = new Counter({
    name: 'syncline_applied_operations_total',
    help: 'Operations and steps that the lane has settled since the site was made.',
    ...labelled,
  })
  for (const { site, ...lane } of lanes) {
    pending.set({ site }, lane.pending)
    age.set({ site }, lane.ageSeconds)
    dead.set({ site }, lane.deadLetters)
    failing.set({ site }, lane.failing ? 1 : 0)
    applied.inc({ site }, lane.applied)
  }
}

function countOf(counts: readonly { readonly kind: string; readonly count: number }[], kind: string): number {
  return counts.find((each) => each.kind === kind)?.count ?? 0
}
