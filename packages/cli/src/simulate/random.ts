/** Seeded choice. Everything random in a population comes from one `Random`, so that a seed gives one population. */

/** A source of numbers in [0, 1). */
export type Random = { next(): number }

export function chance(random: Random, probability: number): boolean {
  return random.next() < probability
}

/** A whole number in [0, limit). */
export function below(random: Random, limit: number): number {
  return Math.floor(random.next() * limit)
}

export function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[below(random, items.length)] ?? items[0]
}

/** Draws distinct numbers below `limit`; the array is shuffled a little further by each draw and never rebuilt. */
export function createSampler(random: Random, limit: number): (count: number) => number[] {
  const deck = Array.from({ length: limit }, (_, index) => index)
  return (count) => {
    const wanted = Math.min(count, limit)
    for (let at = 0; at < wanted; at++) {
      const other = at + below(random, limit - at)
      const drawn = deck[other] ?? other
      deck[other] = deck[at] ?? at
      deck[at] = drawn
    }
    return deck.slice(0, wanted)
  }
}
