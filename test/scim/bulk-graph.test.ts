/** The order of the operations of a Bulk request, and the circles in it, against what they have to fulfil. */
import { type BulkGraph, orderBulk } from '@syncline/core/scim/bulk-graph.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const anyGraph: fc.Arbitrary<BulkGraph> = fc.integer({ min: 1, max: 24 }).chain((size) =>
  fc.record({
    references: fc.array(
      fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }).map((indexes) => new Set(indexes)),
      { minLength: size, maxLength: size },
    ),
    targets: fc
      .array(fc.option(fc.constantFrom('a', 'b', 'c')), { minLength: size, maxLength: size })
      // What has a target is no POST, and only a POST is referred to.
      .map((targets) => targets.map((target, index) => (index % 2 === 0 ? null : target))),
  }),
)

/** References of anything to what is at an even place, which stands for a POST. */
const withPosts = ({ references, targets }: BulkGraph): BulkGraph => ({
  references: references.map((indexes) => new Set([...indexes].filter((index) => index % 2 === 0))),
  targets,
})

/** Everything that can be reached by one reference or more. */
function reachable(references: BulkGraph['references'], from: number): Set<number> {
  const found = new Set<number>()
  const open = [from]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const index of references[next] ?? []) {
      if (!found.has(index)) open.push(index)
      found.add(index)
    }
  }
  return found
}

test('each operation stands behind what it refers to, circles stand together, and a target keeps its order', () => {
  fc.assert(
    fc.property(anyGraph.map(withPosts), (graph) => {
      const { references, targets } = graph
      const { order, cycleOf } = orderBulk(graph)
      expect([...order].sort((a, b) => a - b)).toEqual([...references.keys()])
      const places = new Map(order.map((index, place) => [index, place]))
      const place = (index: number) => places.get(index) ?? -1
      const reached = [...references.keys()].map((index) => reachable(references, index))
      for (const [index, indexes] of references.entries()) {
        const circle = [...(reached[index] ?? [])].filter((other) => reached[other]?.has(index)).sort((a, b) => a - b)
        const isCycle = reached[index]?.has(index) === true
        expect(cycleOf.get(index)).toEqual(isCycle ? { first: circle[0], size: circle.length } : undefined)
        if (isCycle) {
          const stands = circle.map(place)
          expect(Math.max(...stands) - Math.min(...stands)).toBe(circle.length - 1)
        }
        for (const other of indexes) if (!circle.includes(other)) expect(place(other)).toBeLessThan(place(index))
        for (const later of targets.keys()) {
          if (later > index && targets[index] !== null && targets[later] === targets[index]) {
            expect(place(index)).toBeLessThan(place(later))
          }
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('without a reference to a later operation the order is that of the request', () => {
  fc.assert(
    fc.property(anyGraph.map(withPosts), ({ references, targets }) => {
      const backwards = references.map((indexes, index) => new Set([...indexes].filter((other) => other < index)))
      expect(orderBulk({ references: backwards, targets }).order).toEqual([...references.keys()])
    }),
  )
})

test('what refers to a later operation waits for it and then comes at once', () => {
  const references = [new Set([2]), new Set<number>(), new Set<number>(), new Set<number>()]
  expect(orderBulk({ references, targets: [null, null, null, null] }).order).toEqual([1, 2, 0, 3])
})

test('a chain and a circle as long as a request of 100,000', () => {
  const size = 100_000
  const targets = Array.from({ length: size }, () => null)
  const chain = Array.from({ length: size }, (_, index) => new Set(index + 1 < size ? [index + 1] : []))
  expect(orderBulk({ references: chain, targets }).order.at(0)).toBe(size - 1)
  const circle = Array.from({ length: size }, (_, index) => new Set([(index + 1) % size]))
  expect(orderBulk({ references: circle, targets }).cycleOf.get(7)).toEqual({ first: 0, size })
})
