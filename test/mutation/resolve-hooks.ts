/** Where imports lead within the copy that has the mutants: otherwise the workspace's links lead out of it. */
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const CORE = '@syncline/core/'
const TESTS = new URL('tests.ts', import.meta.url).href

let generation = 0

export function registerResolveHooks(): void {
  const copy = pathToFileURL(`${process.cwd()}/`).href
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'vitest' && context.parentURL !== TESTS) return { url: TESTS, shortCircuit: true }
      const path = specifier.startsWith(CORE) ? coreUrl(specifier) : specifier
      const found = next(path, context)
      const inCopy = found.url.startsWith(copy) && !found.url.includes('/node_modules/')
      return inCopy ? { ...found, url: `${found.url}?generation=${generation}` } : found
    },
    load(url, context, next) {
      if (!url.startsWith(copy) || !url.includes('.ts?generation=')) return next(url, context)
      return { format: 'module', source: sourceOf(fileURLToPath(url)), shortCircuit: true }
    },
  })
}

/** Modules of the copy that are imported from now on are evaluated again. */
export function forgetModules(): void {
  generation += 1
}

const sources = new Map<string, string>()

/** Without types; kept, because that takes longer than all the rest of a reload. */
function sourceOf(path: string): string {
  const source = sources.get(path) ?? stripTypeScriptTypes(readFileSync(path, 'utf8'))
  sources.set(path, source)
  return source
}

function coreUrl(specifier: string): string {
  return pathToFileURL(resolve('packages/core/src', specifier.slice(CORE.length))).href
}
