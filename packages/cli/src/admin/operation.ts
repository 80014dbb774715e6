/** `syncline operations list|show` */
import { listOperations, type OperationSummary } from '@syncline/core/storage/read/operation-list.ts'
import { type OperationDetail, readOperation } from '@syncline/core/storage/read/operation-read.ts'
import type { OperationState } from '@syncline/core/storage/read/operation-state.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { chooseDirectory, chooseSite } from './choose.ts'
import { timeText } from './date-text.ts'
import type { SiteOptions } from './person.ts'
import { withCatalogue } from './with-catalogue.ts'

export type OperationListOptions = SiteOptions & {
  readonly limit: number
  readonly directory?: string
  readonly state?: OperationState
  readonly resource?: string
  readonly since?: Date
  readonly until?: Date
}

export async function listOperationsVerb(context: CliContext, options: OperationListOptions): Promise<void> {
  const { state, resource, since, until, limit } = options
  if (resource !== undefined && !isResourceId(resource)) throw new CliError('--resource has to be a SCIM id.')
  const { rows, next } = await withCatalogue(context, async (db, pool) => {
    const site = await chooseSite(db, options.site)
    const directory =
      options.directory === undefined ? undefined : await chooseDirectory(db, options.directory, options.site)
    const filter = { directoryId: directory?.id, resourceId: resource, state, since, until }
    return listOperations(pool, site.id, filter, { before: null, limit })
  })
  if (options.json) return writeJson(context.stdout, rows)
  if (rows.length === 0) writeLine(context.stdout, 'No such operation was found.')
  else
    writeLine(
      context.stdout,
      renderTable({ head: ['Accepted', 'Request', 'State', 'Operation'], rows: rows.map(cells) }),
    )
  if (next !== null) writeLine(context.stdout, 'There may be more: --limit, or --until for older ones.')
}

function cells({ id, command, method, resourceType, state, status, acceptedAt }: OperationSummary): string[] {
  return [
    timeText(acceptedAt),
    command ?? `${method} ${resourceType}`,
    `${state}${status === null ? '' : ` ${status}`}`,
    id,
  ]
}

export async function showOperationVerb(context: CliContext, id: string, options: SiteOptions): Promise<void> {
  const operation = await withCatalogue(context, async (db, pool) =>
    readOperation(pool, (await chooseSite(db, options.site)).id, id),
  )
  if (operation === null) throw new CliError(`The site has no operation "${id}".`)
  if (options.json) return writeJson(context.stdout, operation)
  for (const line of operationLines(operation)) writeLine(context.stdout, line)
}

function operationLines({ id, state, request, outcome, deadLetter, effects, moreEffects }: OperationDetail): string[] {
  return [
    `Operation ${id}: ${state}`,
    ...(request === null
      ? ['Request:  no longer kept']
      : [
          `Request:  ${request.command ?? `${request.method} ${request.resourceType} ${request.resourceId}`}`,
          `Accepted: ${timeText(request.acceptedAt)} from ${request.actor}`,
          ...(request.secretSent ? ['          (an attribute was sent that is never kept)'] : []),
          ...(request.body === null ? [] : [`Body:     ${JSON.stringify(request.body)}`]),
        ]),
    ...(outcome === null
      ? []
      : [
          `Applied:  ${timeText(outcome.appliedAt)} as number ${outcome.appliedSeq} of the site`,
          `Outcome:  ${outcome.status}${outcome.scimType === null ? '' : ` ${outcome.scimType}`} ${outcome.detail ?? ''}`.trimEnd(),
        ]),
    ...(deadLetter === null ? [] : [`Given up: ${timeText(deadLetter.at)}, ${deadLetter.reason}`]),
    ...effects.map(
      ({ subjectType, subjectId, kind, before, after }) =>
        `Effect:   ${subjectType} ${subjectId} ${kind} ${JSON.stringify({ before, after })}`,
    ),
    ...(moreEffects ? ['          and more'] : []),
  ]
}
