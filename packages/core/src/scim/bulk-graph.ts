/**
 * The order in which the operations of a Bulk request are applied (RFC 7644 §3.7, §3.7.1): each behind those that it refers to,
 * otherwise as in the request. Operations that refer to each other in a circle form a cycle and stay together.
 */

export type BulkGraph = {
  /** For each operation, by index: the indexes of those that it refers to; itself when it refers to itself. */
  readonly references: readonly ReadonlySet<number>[]
  /** For each operation: what its order among others is kept for (its target); null when nothing but references orders it. */
  readonly targets: readonly (string | null)[]
}

export type BulkOrder = {
  /** Indexes in the order of application. A cycle's stand together. */
  readonly order: readonly number[]
  /** By index; only operations that are in a cycle. */
  readonly cycleOf: ReadonlyMap<number, BulkCycle>
}

export type BulkCycle = { /** The lowest index in it: its name. */ readonly first: number; readonly size: number }

export function orderBulk(graph: BulkGraph): BulkOrder {
  const components = componentsOf(graph.references)
  const order = new Ordering(graph, components).result()
  const cycleOf = new Map<number, BulkCycle>()
  for (const members of components.members) {
    const [first = 0] = members
    if (members.length === 1 && !graph.references[first]?.has(first)) continue
    for (const index of members) cycleOf.set(index, { first, size: members.length })
  }
  return { order, cycleOf }
}

type Components = {
  /** Each in ascending order. */
  readonly members: readonly (readonly number[])[]
  /** Component by index of operation. */
  readonly of: Int32Array
}

/** Strongly connected components (Tarjan 1972), with a stack of its own: chains may be as long as the request. */
function componentsOf(references: readonly ReadonlySet<number>[]): Components {
  const size = references.length
  const of = new Int32Array(size).fill(-1)
  const found = new Int32Array(size).fill(-1)
  const low = new Int32Array(size)
  const members: number[][] = []
  const path: number[] = []
  let time = 0

  const close = (index: number) => {
    if (low[index] !== found[index]) return
    const component = path.splice(path.lastIndexOf(index)).sort((a, b) => a - b)
    for (const member of component) of[member] = members.length
    members.push(component)
  }
  const lower = (index: number, to: number) => {
    low[index] = Math.min(low[index] ?? to, to)
  }
  const walk = (root: number) => {
    const open: { readonly index: number; readonly rest: Iterator<number> }[] = []
    const enter = (index: number) => {
      found[index] = time
      low[index] = time
      time += 1
      path.push(index)
      open.push({ index, rest: (references[index] ?? new Set<number>()).values() })
    }
    enter(root)
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const next = top.rest.next()
      if (next.done) {
        open.pop()
        close(top.index)
        const above = open.at(-1)
        if (above !== undefined) lower(above.index, low[top.index] ?? 0)
      } else if (found[next.value] === -1) enter(next.value)
      else if (of[next.value] === -1) lower(top.index, found[next.value] ?? 0)
    }
  }

  for (let index = 0; index < size; index += 1) if (found[index] === -1) walk(index)
  return { members, of }
}

/** Walks over the request; what has to wait for a later operation follows right behind the last one that it waits for. */
class Ordering {
  private readonly order: number[] = []
  /** For each component: how many others it still waits for, and who waits for it. */
  private readonly waitsFor: Int32Array
  private readonly waiting: number[][]
  private readonly components: Components

  constructor(graph: BulkGraph, components: Components) {
    this.components = components
    this.waitsFor = new Int32Array(components.members.length)
    this.waiting = components.members.map(() => [])
    const lastOnTarget = new Map<string, number>()
    for (const [index, references] of graph.references.entries()) {
      for (const reference of references) this.addWait(index, reference)
      const target = graph.targets[index] ?? null
      if (target === null) continue
      const before = lastOnTarget.get(target)
      if (before !== undefined) this.addWait(index, before)
      lastOnTarget.set(target, index)
    }
  }

  result(): readonly number[] {
    const { members, of } = this.components
    for (let index = 0; index < of.length; index += 1) {
      const component = of[index] ?? 0
      // A cycle's turn is that of its last operation.
      if (members[component]?.at(-1) === index && this.waitsFor[component] === 0) this.place(component, index)
    }
    return this.order
  }

  private addWait(index: number, behind: number): void {
    const { of } = this.components
    const [component = 0, before = 0] = [of[index], of[behind]]
    if (component === before) return
    this.waitsFor[component] = (this.waitsFor[component] ?? 0) + 1
    this.waiting[before]?.push(component)
  }

  /** @param passed whose turn is later comes by itself */
  private place(component: number, passed: number): void {
    const { members } = this.components
    const free = [component]
    for (let next = free.shift(); next !== undefined; next = free.shift()) {
      for (const index of members[next] ?? []) this.order.push(index)
      for (const waiter of this.waiting[next] ?? []) {
        const left = (this.waitsFor[waiter] ?? 0) - 1
        this.waitsFor[waiter] = left
        if (left === 0 && (members[waiter]?.at(-1) ?? 0) < passed) free.push(waiter)
      }
    }
  }
}
