/** Who reports to whom: a tree of eight reports each, by the number of the employee (0 leads everyone). */

const REPORTS = 8
/** Departments are told apart on the second level (64 people), so that each has a few directors. */
const DEPARTMENT_DEPTH = 2

export type Position = {
  readonly managerNumber: number | null
  readonly depth: number
  readonly leads: boolean
  /** Numbers the branch on the department level; 0 above it. */
  readonly branch: number
}

export function positionOf(number: number, employees: number): Position {
  const path = [number]
  for (let at = number; at > 0; ) {
    at = parent(at)
    path.unshift(at)
  }
  return {
    managerNumber: number === 0 ? null : parent(number),
    depth: path.length - 1,
    leads: number * REPORTS + 1 < employees,
    branch: path[Math.min(DEPARTMENT_DEPTH, path.length - 1)] ?? 0,
  }
}

function parent(number: number): number {
  return Math.floor((number - 1) / REPORTS)
}
