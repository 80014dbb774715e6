/** The tests that judge mutants: pure, so that each takes milliseconds, and of the copy in which the mutants are. */
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    // Otherwise the workspace's link leads from the copy to the files without mutants.
    alias: [{ find: /^@syncline\/core\//, replacement: `${resolve('packages/core/src')}/` }],
  },
  // Pure tests leave nothing behind, so that files need no world of their own: four times as fast.
  test: { include: ['test/domain/**/*.test.ts'], testTimeout: 10_000, isolate: false },
})
