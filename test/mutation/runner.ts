/**
 * Stryker's test runner for the tests of core/domain. They are pure and take a millisecond each, a run of Vitest a second: one process
 * declares them once and runs them again for mutant after mutant (docs/adr/0018).
 * Guarantee: a mutant counts as killed only when the test that failed passes right behind it without the mutant, so that nothing that
 * an earlier mutant left behind can kill. Those that act while modules load are tried on modules of their own.
 */
import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner'
import { forgetModules, registerResolveHooks } from './resolve-hooks.ts'
import { collect, collected, forgetTests, type Test } from './tests.ts'

const TESTS = 'test/domain/**/*.test.ts'

class InProcessRunner implements TestRunner {
  readonly #instrumenter = instrumenterContext()
  readonly #lastKill = new Map<string, number>()
  #kills = 0
  #tests: ReadonlyMap<string, Test> | null = null

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init(): Promise<void> {
    registerResolveHooks()
  }

  async dryRun(): Promise<DryRunResult> {
    const results: TestResult[] = []
    // biome-ignore lint/performance/noAwaitInLoops: one test at a time, so that what runs is its own
    for (const each of (await this.#load()).values()) {
      const { id, file } = each
      const about = { id, name: id, fileName: resolve(file) }
      const begun = performance.now()
      this.#instrumenter.currentTestId = id
      const failure = await failureOf(each)
      this.#instrumenter.currentTestId = undefined
      const timeSpentMs = performance.now() - begun
      if (failure === null) results.push({ ...about, timeSpentMs, status: TestStatus.Success })
      else results.push({ ...about, timeSpentMs, status: TestStatus.Failed, failureMessage: failure })
    }
    const { mutantCoverage } = this.#instrumenter
    return { status: DryRunStatus.Complete, tests: results, ...(mutantCoverage && { mutantCoverage }) }
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, testFilter, mutantActivation, reloadEnvironment } = options
    const atLoad = mutantActivation === 'static'
    if (reloadEnvironment) this.#forget()
    if (!atLoad) await this.#load()
    Object.assign(this.#instrumenter, {
      activeMutant: activeMutant.id,
      hitCount: hitLimit === undefined ? undefined : 0,
      hitLimit,
    })
    try {
      const all = await this.#load()
      const chosen = testFilter?.flatMap((id) => all.get(id) ?? []) ?? [...all.values()]
      return await this.#judge(this.#inOrder(chosen), atLoad)
    } catch (error) {
      if (!atLoad) throw error
      // With it the tests cannot even be declared.
      return { status: MutantRunStatus.Killed, killedBy: [], failureMessage: String(error), nrOfTests: 0 }
    } finally {
      this.#instrumenter.activeMutant = undefined
    }
  }

  async #judge(tests: readonly Test[], atLoad: boolean): Promise<MutantRunResult> {
    const { activeMutant } = this.#instrumenter
    let nrOfTests = 0
    for (const each of tests) {
      nrOfTests += 1
      // biome-ignore lint/performance/noAwaitInLoops: the first that fails ends it
      const failureMessage = await failureOf(each)
      const { hitCount, hitLimit } = this.#instrumenter
      const endless = determineHitLimitReached(hitCount, hitLimit)
      if (endless) return { status: MutantRunStatus.Timeout, reason: endless.reason ?? '' }
      if (failureMessage === null) continue
      this.#instrumenter.activeMutant = undefined
      const without = atLoad ? null : await failureOf(each)
      if (without !== null) {
        return {
          status: MutantRunStatus.Error,
          errorMessage: `${each.id} fails without mutant ${activeMutant}: ${without}`,
        }
      }
      this.#kills += 1
      this.#lastKill.set(each.id, this.#kills)
      return { status: MutantRunStatus.Killed, killedBy: [each.id], failureMessage, nrOfTests }
    }
    return { status: MutantRunStatus.Survived, nrOfTests }
  }

  /** Tests that killed lately first: neighbouring mutants mostly die by the same. */
  #inOrder(tests: readonly Test[]): Test[] {
    const last = ({ id }: Test) => this.#lastKill.get(id) ?? 0
    return tests.toSorted((a, b) => last(b) - last(a))
  }

  /** For a mutant that acts while modules load, and behind it. */
  #forget(): void {
    this.#tests = null
    forgetModules()
    forgetTests()
  }

  async #load(): Promise<ReadonlyMap<string, Test>> {
    if (this.#tests !== null) return this.#tests
    // biome-ignore lint/performance/noAwaitInLoops: what a file declares is told by when it is imported
    for (const file of globSync(TESTS).toSorted()) await collect(file, pathToFileURL(resolve(file)).href)
    this.#tests = new Map(collected().map((each) => [each.id, each]))
    return this.#tests
  }
}

/** What the mutants in the code look at. */
function instrumenterContext(): InstrumenterContext {
  const context: InstrumenterContext = {}
  return Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: context })[INSTRUMENTER_CONSTANTS.NAMESPACE]
}

async function failureOf(test: Test): Promise<string | null> {
  try {
    await test.run()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)]
