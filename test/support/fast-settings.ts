/** Server settings for tests that do not look at what a power loss leaves. */
export const FAST = { fsync: 'off' } as const
