/** Public ids for users and groups of a test. */
export const [A, B, C, D] = ['a', 'b', 'c', 'd'].map((letter) => `0190aaaa-0000-7000-8000-00000000000${letter}`) as [
  string,
  string,
  string,
  string,
]
export const [G, H, I] = ['1', '2', '3'].map((n) => `0190bbbb-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
]
/** Of nobody. */
export const NOBODY = '0190cccc-0000-7000-8000-000000000000'
