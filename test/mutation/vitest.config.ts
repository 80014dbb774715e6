/** The tests that judge mutants: pure, so that each takes milliseconds, and of the copy in which the mutants are. */
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    // Otherwise the workspace's link leads from the copy to the files without mutants.
    alias: [{ find: /^@syncline\/core\//, replacement: `${resolve('packages/core/src')}/` }],
  },
  test: { include: ['test/domain/**/*.test.ts'], testTimeout: 10_000 },
})
