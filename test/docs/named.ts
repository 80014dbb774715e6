/** What a piece of code in a document names that has to exist: files, npm scripts, commands and settings. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { addAdminCommands } from '@syncline/cli/admin/commands.ts'
import type { CliContext } from '@syncline/cli/context.ts'
import { addRunCommands } from '@syncline/cli/run-commands.ts'
import { SETTINGS } from '@syncline/core/runtime/config.ts'
import { Command } from 'commander'
import { PROJECT } from '../architecture/project.ts'
import { FIXTURE } from '../architecture/source-tree.ts'

/** Where a path may begin: at the root, or with the name of a part as the documents call it. */
const BASES = ['', 'packages/', 'packages/core/src/']
const SHORT = /^core\//
const PATH = /^\.?[\w@-][\w.@-]*(?:\/[\w.@<>*-]+)*\/?$/
/** What programs write; git ignores it, and it may be there or not. */
const WRITTEN = /^\.syncline\//
const SOURCE = /\.(?:ts|md|sql|json|svg)$/
/** Set by a user for a command or a test, and read where the pattern says. */
const VARIABLE = /\b(?:SYNCLINE_[A-Z_]+|[A-Z]+_(?:[A-Z]+_)*URL)\b/g

/** Words that are paths of files or folders of the project, by their look. */
export function pathsIn(code: string): string[] {
  const begins = BASES.flatMap((base) => readdirSync(join(PROJECT, base)))
  return code.split(/\s+/).filter((word) => {
    if (!PATH.test(word) || WRITTEN.test(word) || word.includes('<')) return false
    const [first = ''] = word.split('/')
    return SOURCE.test(word) || (word.includes('/') && (SHORT.test(word) || begins.includes(first)))
  })
}

/** A name alone may be that of a file anywhere. */
export function pathExists(path: string): boolean {
  if (!path.includes('/') && fileNames().has(path)) return true
  const [folder = ''] = path.replace(SHORT, '').split('*')
  return BASES.some((base) => existsSync(join(PROJECT, base, folder)))
}

function fileNames(): ReadonlySet<string> {
  const found = globSync('{packages,services,test,docs}/**/*.*', {
    cwd: PROJECT,
    exclude: ['**/node_modules', FIXTURE],
  })
  return new Set(found.map((file) => basename(file)))
}

/** `npm test`, `npm start`, `npm run x`, each with the workspace it is for. */
export function scriptsIn(code: string): { readonly script: string; readonly workspace: string | null }[] {
  return [...code.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start))((?: -w [@\w/-]+)?)/g)].map(([, run, short, of]) => ({
    script: run ?? short ?? '',
    workspace: of?.trim().split(' ')[1] ?? null,
  }))
}

export function scriptExists({ script, workspace }: ReturnType<typeof scriptsIn>[number]): boolean {
  const folder = workspace === null ? '' : (workspace.split('/')[1] ?? '')
  const files = ['', 'packages', 'services'].map((base) => join(PROJECT, base, folder, 'package.json'))
  const file = files.find((each) => (workspace === null || !each.startsWith(join(PROJECT, folder))) && existsSync(each))
  const { scripts = {} } = JSON.parse(readFileSync(file ?? '', 'utf8')) as { scripts?: Record<string, string> }
  return script in scripts
}

/** The arguments of each `syncline …`, and of the npm scripts that stand for one. */
export function commandsIn(code: string): string[][] {
  const direct = [...code.matchAll(/(?:^|\s)syncline((?: [^|&;]+)?)/g)].map(([, rest = '']) => wordsOf(rest))
  const scripts = [...code.matchAll(/\bnpm (?:run demo|(start))(?: -- ([^|&;]+))?(?=$|[|&;])/g)]
  return [...direct, ...scripts.map(([, start, rest = '']) => [start ?? 'demo', ...wordsOf(rest)])]
}

/** What of a command line the program does not know; null when it knows all of it. */
export function unknownIn(words: readonly string[]): string | null {
  let command = program()
  for (const word of words) {
    if (/^(?:…|\.\.\.)$/.test(word)) return null
    if (word.startsWith('-')) {
      const name = word.split('=')[0]
      if (name !== '--help' && !command.options.some(({ long, short }) => long === name || short === name)) return word
      continue
    }
    const [next, ...others] = word.split('|').map((each) => command.commands.find((known) => known.name() === each))
    if (command.commands.length > 0 && (next === undefined || others.includes(undefined))) return word
    command = next ?? command
  }
  return null
}

/** Settings that are named, and whether there are such. */
export function variablesIn(code: string): string[] {
  return [...code.matchAll(VARIABLE)].map(([name]) => name).filter((name) => !name.endsWith('_'))
}

export function isSetting(name: string): boolean {
  return SETTINGS.some((setting) => setting.name === name)
}

function program(): Command {
  const command = new Command('syncline')
  addRunCommands(command, {} as CliContext, () => undefined)
  addAdminCommands(command, {} as CliContext)
  return command
}

/** Words of a command line; quoted ones count as one. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word)
}
