import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.long.test.ts', 'test/architecture/fixture/**', '**/node_modules/**'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // Two cores, of which Postgres has its share.
    maxWorkers: 2,
    // No test measures time: this ends one that hangs, on a machine that does much else as well.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // A flaky test is a defect.
    retry: 0,
  },
})
