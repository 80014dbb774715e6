/**
 * The lock file is whole: `npm ci` refuses one that leaves out a package which another has as an optional dependency, and
 * that is what `npm install` writes when a version was not published for every platform.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROJECT } from './project.ts'

type Locked = {
  /** Nothing depends on it being there, nor on what it would bring along. */
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** @returns `who needs what` for each package that is not there */
function missingIn(packages: Readonly<Record<string, Locked>>): string[] {
  return Object.entries(packages).flatMap(([path, { optional = false, optionalDependencies = {} }]) =>
    Object.keys(optional ? {} : optionalDependencies)
      .filter((name) => !isFound(packages, path, name))
      .map((name) => `${path} needs ${name}`),
  )
}

/** In the folder of the package itself, or in one above it. */
function isFound(packages: Readonly<Record<string, Locked>>, path: string, name: string): boolean {
  if (`${path === '' ? '' : `${path}/`}node_modules/${name}` in packages) return true
  return path !== '' && isFound(packages, path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name)
}

it('has the packages of every platform', () => {
  const { packages } = JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8'))
  expect(Object.keys(packages).length).toBeGreaterThan(100)
  expect(missingIn(packages)).toEqual([])
})

it('is not whole when one is left out', () => {
  const parent = { optionalDependencies: { 'tool-linux': '1.0.0', 'tool-darwin': '1.0.0' } }
  const packages = { '': {}, 'node_modules/tool': parent, 'node_modules/tool/node_modules/tool-linux': {} }
  expect(missingIn(packages)).toEqual(['node_modules/tool needs tool-darwin'])
})
