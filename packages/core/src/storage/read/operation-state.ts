/** What became of an operation. `refused`: a rule or precondition said no. `dead`: given up, kept for an operator. */
export const OPERATION_STATES = ['pending', 'applied', 'refused', 'dead'] as const
export type OperationState = (typeof OPERATION_STATES)[number]
