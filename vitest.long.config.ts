import { globSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { chooseFiles } from './test/support/test-share.ts'

export default defineConfig({
  test: {
    include: chooseFiles(globSync('test/**/*.long.test.ts')),
    exclude: ['test/architecture/fixture/**', '**/node_modules/**'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/long-share.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    retry: 0,
  },
})
