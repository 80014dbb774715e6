/** Whole numbers as people read them. */
export function numberText(value: number): string {
  return value.toLocaleString('en-US')
}
