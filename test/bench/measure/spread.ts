/** Goes through all numbers below `count` in an order without neighbours, and then again. */

/** A prime: whatever `count` is (but a multiple of it), each number comes once a turn. */
const STRIDE = 7_368_787

export function spread(at: number, count: number): number {
  return (at * STRIDE) % count
}
