/**
 * The rules of the architecture, each on the project and on a tree that is kept to break every one of them: a rule that
 * does not fail there would not fail here either.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PROJECT } from './project.ts'
import { breachesOf, type Rule } from './rule.ts'
import { cycleRule } from './rules/cycle-rule.ts'
import { escapeRule } from './rules/escape-rule.ts'
import { importRule, resolvedRule } from './rules/import-rule.ts'
import { outsideRule } from './rules/outside-rule.ts'
import { packageRule } from './rules/package-rule.ts'
import { processRule } from './rules/process-rule.ts'
import { purityRule } from './rules/purity-rule.ts'
import { exportRule, sizeRule } from './rules/shape-rule.ts'
import { ACROSS_SITES, idleExceptions, siteRule } from './rules/site-rule.ts'
import { laneWriteRule, sqlRule } from './rules/sql-rule.ts'
import { isSql } from './rules/sql-text.ts'
import { FIXTURE, readSourceTree } from './source-tree.ts'

const project = readSourceTree(PROJECT)
const broken = readSourceTree(join(PROJECT, FIXTURE))

const CORE = 'packages/core/src'

/** What each rule finds in the broken tree, all of it. */
const RULES: readonly { readonly rule: Rule; readonly found: readonly string[] }[] = [
  {
    rule: importRule,
    found: [
      `${CORE}/scim/clock.ts:3 imports ${CORE}/domain/plan.ts`,
      `${CORE}/scim/clock.ts:4 imports ${CORE}/runtime/settings.ts`,
      `${CORE}/domain/plan.ts:2 imports ${CORE}/storage/read.ts`,
      `${CORE}/storage/read.ts:2 imports ${CORE}/queue/open.ts`,
      `${CORE}/storage/read.ts:3 imports ${CORE}/storage/lane/write.ts`,
      `${CORE}/queue/open.ts:3 imports ${CORE}/storage/lane/write.ts`,
      'services/api/src/app.ts:1 imports services/worker/src/lane.ts',
      `services/api/src/app.ts:3 imports ${CORE}/storage/lane/write.ts`,
      'services/worker/src/lane.ts:3 imports services/api/src/app.ts',
      `services/console/src/page.ts:2 imports ${CORE}/storage/read.ts`,
      'packages/cli/src/main.ts:1 imports services/worker/src/lane.ts',
      `packages/cli/src/start.ts:2 imports ${CORE}/storage/lane/write.ts`,
    ],
  },
  {
    rule: resolvedRule,
    found: [
      'packages/cli/src/start.ts:4 imports (computed), which is not there',
      'services/api/src/app.ts:2 imports ./gone.ts, which is not there',
    ],
  },
  {
    rule: packageRule,
    found: [
      `${CORE}/runtime/settings.ts:1 imports ioredis`,
      `${CORE}/runtime/settings.ts:3 imports pg`,
      'services/worker/src/lane.ts:1 imports bullmq',
    ],
  },
  {
    rule: purityRule,
    found: [
      `${CORE}/domain/plan.ts:5 uses setTimeout`,
      `${CORE}/scim/clock.ts:1 imports node:fs`,
      `${CORE}/scim/clock.ts:2 imports zod`,
      `${CORE}/scim/clock.ts:15 uses Date.now`,
      `${CORE}/scim/clock.ts:15 uses new Date()`,
      `${CORE}/scim/clock.ts:15 uses Date()`,
      `${CORE}/scim/clock.ts:15 uses Math.random`,
      `${CORE}/scim/clock.ts:15 uses process`,
      `${CORE}/scim/clock.ts:15 uses crypto`,
      `${CORE}/scim/clock.ts:15 uses toLocaleUpperCase`,
    ],
  },
  {
    rule: processRule,
    found: [
      `${CORE}/runtime/settings.ts:2 imports node:process`,
      `${CORE}/runtime/settings.ts:7 uses process.env`,
      `${CORE}/runtime/settings.ts:8 uses process as a whole`,
      `${CORE}/runtime/settings.ts:8 uses process by a computed name`,
      `${CORE}/runtime/settings.ts:9 uses process.exit`,
    ],
  },
  {
    rule: sqlRule,
    found: [
      `${CORE}/queue/open.ts:5 holds SQL: select 1`,
      'services/api/src/app.ts:5 holds SQL: -- housekeeping delete from',
    ],
  },
  {
    rule: escapeRule,
    found: [`${CORE}/storage/read.ts:28 calls raw`, `${CORE}/storage/read.ts:28 calls escapeLiteral`],
  },
  {
    rule: laneWriteRule,
    found: [`${CORE}/storage/read.ts:12 writes account`, `${CORE}/storage/read.ts:24 writes hold`],
  },
  {
    rule: siteRule,
    found: [
      `${CORE}/storage/read.ts:10 touches pending without site_id`,
      `${CORE}/storage/read.ts:20 touches account without site_id`,
    ],
  },
  { rule: sizeRule, found: ['test/long.ts:301 is the last of 301 lines'] },
  {
    rule: exportRule,
    found: ['services/console/src/page.ts:4 exports a default', 'test/types.ts:5 exports a default'],
  },
  { rule: cycleRule, found: ['services/api/src/app.ts:1 is in a circle with services/worker/src/lane.ts'] },
  { rule: outsideRule, found: ['docs/notes.md:1 refers outside'] },
]

describe.each(RULES)('$rule.name', ({ rule, found }) => {
  it('holds in the project', () => {
    expect(breachesOf(rule, project)).toEqual([])
  })

  it('finds its breaches in the broken tree', () => {
    expect(breachesOf(rule, broken)).toEqual(found)
  })

  it('is broken by a tree in which there is nothing for it to look at', () => {
    const bare = { ...broken, files: [] }
    expect(breachesOf(rule, bare)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^nothing below .+ was checked$/)]),
    )
  })
})

describe('the graph', () => {
  it('is an error where there are no sources', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'syncline-architecture-'))
    onTestFinished(() => rm(empty, { recursive: true }))
    expect(() => readSourceTree(empty)).toThrow('there are no sources')
  })

  it('has the statements of the project in it', () => {
    const statements = project.files
      .filter((file) => file.path.startsWith(`${CORE}/storage/`))
      .flatMap((file) => file.texts.filter(({ value }) => isSql(value)))
    expect(statements.length).toBeGreaterThan(60)
  })

  it('needs each exception to the rule that a statement is about one site', () => {
    expect(idleExceptions(project)).toEqual([])
    expect(idleExceptions(broken)).toHaveLength(ACROSS_SITES.length)
  })
})
