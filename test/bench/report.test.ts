/** What the benchmark makes of figures: medians, verdicts, and the report that is kept. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BUDGETS, REFERENCE_FLOORS } from './budgets.ts'
import { type Figure, mediansOf } from './figure.ts'
import { describeMachine } from './machine.ts'
import { MEASUREMENTS } from './measurements.ts'
import { parseOptions } from './options.ts'
import { markdownOf } from './report/markdown.ts'
import { reportOf } from './report/report.ts'
import { writeReport } from './report/write-report.ts'
import { verdictsOf } from './verdict.ts'

const create = (perSecond: number, p95Ms = 10): Figure => ({
  id: 'create-8',
  what: 'create users, 8 connections',
  values: { perSecond, p95Ms },
})
const floor = (perSecond: number): Figure => ({ id: 'one-statement-8', what: 'the floor', values: { perSecond } })

const verdictOf = (...figures: Figure[]) => verdictsOf(figures).find(({ budget }) => budget.figure === 'create-8')

describe('medians', () => {
  it('are taken of each value by itself', () => {
    expect(mediansOf([[create(3, 1)], [create(1, 2)], [create(2, 9)]])).toEqual([create(2, 2)])
  })

  it('of an even number of rounds are the lower of the two in the middle', () => {
    expect(mediansOf([[create(4)], [create(1)]])).toEqual([create(1)])
  })
})

describe('a verdict', () => {
  it('compares with the limit, and with the limit moved to the floor of the run', () => {
    const half = (REFERENCE_FLOORS['one-statement-8'] ?? 0) / 2
    expect(verdictOf(create(600), floor(half))).toMatchObject({
      measured: 600,
      floor: { ratio: 600 / half },
      never: { limit: 750, passed: false, scaled: { limit: half * 0.12, passed: true } },
      must: { limit: 1_000, passed: false, scaled: { limit: 500, passed: true } },
      aim: { limit: 2_500, passed: false, scaled: { limit: 1_250, passed: false } },
    })
  })

  it('of a latency is passed by less', () => {
    const p95 = (ms: number) =>
      verdictsOf([create(1, ms)]).find(({ budget }) => budget.figure === 'create-8' && budget.value === 'p95Ms')
    expect(p95(14)?.must?.passed).toBe(true)
    expect(p95(16)?.must?.passed).toBe(false)
  })

  it('of a figure that was not measured is none', () => {
    expect(verdictOf(floor(1))).toMatchObject({ measured: null, must: null })
  })

  it('on a figure without its floor is absolute', () => {
    expect(verdictOf(create(1_000))).toMatchObject({ floor: null, must: { passed: true, scaled: null } })
  })
})

describe('the budgets', () => {
  it('have a reference for each floor', () => {
    const floors = BUDGETS.flatMap((budget) => budget.floor ?? [])
    expect(floors.length).toBeGreaterThan(5)
    expect(floors.filter((id) => REFERENCE_FLOORS[id] === undefined)).toEqual([])
  })
})

describe('the report', () => {
  const options = parseOptions(['--rounds', '2', '--backend', 'postgres'], () => true)
  const run = async () => {
    const figures = [floor(5_000), create(1_234)]
    const result = { name: 'create', figures, counted: { users: 2_000, holds: 0 }, rounds: [figures, figures] }
    const backends = [{ backend: 'postgres' as const, results: [result] }]
    return reportOf({ backends, postgresVersion: '18.4' }, options, await describeMachine(), new Date(0))
  }

  it('tells figures, ratios, verdicts and what was counted', async () => {
    const text = markdownOf(await run())
    expect(text).toContain('# Benchmark of 1970-01-01')
    expect(text).toContain('| create users, 8 connections, per second | 1,234 | 5,000 | 0.25 | 750 pass (600 pass) |')
    expect(text).toContain('| create | users 2,000 |')
  })

  it('is written as Markdown with JSON beside it, which has every round', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'syncline-report-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    const report = await run()
    await writeReport(join(directory, 'new', '1970-01-01-test.md'), report)
    expect(await readFile(join(directory, 'new', '1970-01-01-test.md'), 'utf8')).toBe(markdownOf(report))
    const json = JSON.parse(await readFile(join(directory, 'new', '1970-01-01-test.json'), 'utf8'))
    expect(json).toEqual(JSON.parse(JSON.stringify(report)))
    expect(json.backends[0].measurements[0].rounds).toHaveLength(2)
  })
})

describe('the options', () => {
  it('are all measurements, three rounds and the backends that there are', () => {
    const all = { only: MEASUREMENTS.map(({ name }) => name), rounds: 3, size: 'full', backends: ['postgres', 'redis'] }
    expect(parseOptions([], () => true)).toMatchObject(all)
    expect(parseOptions([], (backend) => backend === 'postgres')).toMatchObject({ backends: ['postgres'] })
  })

  it('choose measurements, sizes and rounds', () => {
    const args = ['--quick', '--only', 'create, idle', '--stored', '1000000', '--backend', 'redis']
    expect(parseOptions(args, () => true)).toMatchObject({
      only: ['create', 'idle'],
      rounds: 1,
      size: 'quick',
      sizes: { stored: 1_000_000 },
      backends: ['redis'],
    })
  })

  it('are unique names', () => {
    const names = MEASUREMENTS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
