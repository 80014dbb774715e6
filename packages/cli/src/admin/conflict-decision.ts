/** `syncline conflicts resolve`: what it does is counted and shown before, and decided as it was shown. */
import { MOST_DECIDED } from '@syncline/core/domain/command.ts'
import type { ConflictDecision, ConflictFilter } from '@syncline/core/domain/conflict.ts'
import { type NotDecided, whyNotDecided } from '@syncline/core/domain/conflict-decision.ts'
import type { ConflictKind } from '@syncline/core/domain/group-conflict.ts'
import { type ChosenConflicts, previewDecision } from '@syncline/core/storage/read/conflict-choice.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { CliError } from '../cli-error.ts'
import { confirm } from '../confirm.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { chooseDirectory, chooseSite } from './choose.ts'
import { chooseConflict, LIVE } from './choose-conflict.ts'
import { conflicts, meaningOf, refusedLines } from './conflict-text.ts'
import type { EffectOptions } from './effect-options.ts'
import { runCommand } from './run-command.ts'
import { withCatalogue } from './with-catalogue.ts'

export type ResolveOptions = EffectOptions & {
  readonly decision: ConflictDecision
  /** Of `rename`. */
  readonly as?: string
  readonly all?: true
  readonly directory?: string
  readonly kind?: ConflictKind
  readonly leftLocal?: true
  readonly yes?: boolean
}

/** @throws CliError when nobody confirmed it, or nothing could be decided */
export async function resolveConflictsVerb(
  context: CliContext,
  wanted: readonly string[],
  options: ResolveOptions,
): Promise<void> {
  assertChoice(wanted, options)
  const { decision, yes = false, reason = null } = options
  const result = await withCatalogue(context, async (db, pool) => {
    const { id: siteId } = await chooseSite(db, options.site)
    const chosen = await chosenOf(db, pool, siteId, wanted, options)
    const preview = await previewDecision(pool, siteId, { ...chosen, decision })
    if (preview.possible === 0) {
      if (isDecidedSo(preview)) return { done: 0, notApplicable: [] }
      throw new CliError(nothingText(preview))
    }
    await confirm(context, meaningOf(decision, preview), { yes })
    // What was shown, by its versions; of more than can be named all that have not changed since.
    const named = 'filter' in chosen ? preview.found : withName(preview.found, options.as)
    const choice =
      'filter' in chosen && named.length > MOST_DECIDED && decision !== 'rename'
        ? { decision, filter: { ...chosen.filter, asOf: preview.asOf } }
        : { decision, conflicts: named }
    return runCommand(db, pool, { siteId, command: { name: 'decide-conflicts', ...choice }, reason })
  })
  if (options.json) return writeJson(context.stdout, result)
  const refused = (result.notApplicable ?? []) as unknown as readonly { readonly reason: NotDecided }[]
  writeLine(
    context.stdout,
    result.done === 0 && refused.length === 0 ? 'Decided so already.' : `${conflicts(Number(result.done))} decided.`,
  )
  for (const line of refusedLines(refused.map(({ reason }) => ({ detail: whyNotDecided(reason, null, decision) })))) {
    writeLine(context.stdout, line)
  }
  const more = Number(result.notApplicableCount) - refused.length
  if (more > 0) writeLine(context.stdout, `And ${conflicts(more)} that cannot be listed: look at them again.`)
}

function assertChoice(wanted: readonly string[], { all, as, decision, directory, kind, leftLocal }: ResolveOptions) {
  if ((all === true) === wanted.length > 0) throw new CliError('Name the groups, or say --all.')
  const isFiltered = directory !== undefined || kind !== undefined || leftLocal !== undefined
  if (isFiltered && all !== true) throw new CliError('--directory, --kind and --left-local are of --all.')
  if (decision === 'rename' && (all === true || wanted.length !== 1 || as === undefined)) {
    throw new CliError('To rename takes one conflict and --as with the name that its group gets.')
  }
  if (decision !== 'rename' && as !== undefined) throw new CliError('--as is of --decision rename.')
}

async function chosenOf(
  db: Kysely<Database>,
  pool: pg.Pool,
  siteId: number,
  wanted: readonly string[],
  { all, as, directory, kind, leftLocal, site }: ResolveOptions,
): Promise<ChosenConflicts> {
  if (all !== true) {
    const found = await Promise.all(wanted.map((each) => chooseConflict(pool, siteId, each, LIVE)))
    return { conflicts: found.map(({ id, version }) => ({ id, version, name: as })) }
  }
  const filter: ConflictFilter = {
    ...(directory === undefined ? {} : { directoryId: (await chooseDirectory(db, directory, site)).id }),
    ...(kind === undefined ? {} : { kind }),
    ...(leftLocal === undefined ? {} : { leftLocal }),
  }
  return { filter }
}

function withName(found: readonly { readonly id: string; readonly version: number }[], name: string | undefined) {
  return name === undefined ? found : found.map((each) => ({ ...each, name }))
}

/** The same decision once more is no error. */
function isDecidedSo({
  notApplicable,
}: {
  readonly notApplicable: readonly { readonly reason: NotDecided }[]
}): boolean {
  return notApplicable.length > 0 && notApplicable.every(({ reason }) => reason === 'decided')
}

function nothingText({ notApplicable }: { readonly notApplicable: readonly { readonly detail: string }[] }): string {
  if (notApplicable.length === 0) return 'Nothing clashes.'
  return ['Nothing was changed:', ...refusedLines(notApplicable)].join('\n')
}
