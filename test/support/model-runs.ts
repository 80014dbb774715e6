/** How the models of a site try histories: how many, and in which order what several do comes to it. */

/** The same histories each time, unless SYNCLINE_TEST_RUNS asks for more. */
export function modelRuns(count: number): { readonly numRuns: number; readonly seed?: number } {
  const wanted = process.env.SYNCLINE_TEST_RUNS
  return wanted ? { numRuns: Number(wanted) } : { numRuns: count, seed: 1 }
}

/** Sequences as one, each in its own order. @param turns whose is next, by place; what is left comes behind */
export function merged<Step>(sequences: readonly (readonly Step[])[], turns: readonly number[]): Step[] {
  const rest = sequences.map((steps) => [...steps])
  const taken = turns.flatMap((turn) => rest[turn]?.splice(0, 1) ?? [])
  return [...taken, ...rest.flat()]
}
