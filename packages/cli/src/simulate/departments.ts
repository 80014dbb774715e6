/** Departments and titles of a population. The first level of the manager tree leads the departments. */

export const DEPARTMENTS = [
  'Engineering',
  'Sales',
  'Customer Support',
  'Finance',
  'Human Resources',
  'Marketing',
  'Operations',
  'Legal',
  'Procurement',
  'Research & Development',
  'Quality Assurance',
  'Logistics',
  'Product Management',
  'Information Security',
  'IT Operations',
  'Facilities',
  'Internal Audit',
  'Communications',
  'Data & Analytics',
  'Field Service',
  'Manufacturing',
  'Treasury',
  'Training',
  'Corporate Development',
] as const

const LEADERS = ['Chief Executive Officer', 'Vice President', 'Director', 'Senior Manager'] as const
const STAFF = [
  'Engineer',
  'Analyst',
  'Specialist',
  'Consultant',
  'Coordinator',
  'Team Lead',
  'Administrator',
  'Associate',
  'Architect',
  'Technician',
  'Planner',
] as const

export function titleOf(depth: number, leads: boolean, department: string, draw: (limit: number) => number): string {
  if (depth === 0) return LEADERS[0]
  if (leads) return `${LEADERS[Math.min(depth, LEADERS.length - 1)]}, ${department}`
  return `${STAFF[draw(STAFF.length)]}, ${department}`
}
