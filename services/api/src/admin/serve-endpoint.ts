/**
 * Answers one endpoint: place, role, request, answer, in this order. A site that the token does not know is answered like one
 * that does not exist; of what is wrong with a request only those learn who may send it. Answers hold what the document says
 * and nothing besides.
 */
import { findDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { findSite } from '@syncline/core/storage/catalogue/site.ts'
import type { CommandOutcome } from '@syncline/core/storage/journal/command-outcome.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import type { Context } from 'hono'
import type { z } from 'zod'
import { readJsonBody } from '../http/json-body.ts'
import { openText, sealText } from '../http/sealed-text.ts'
import type { AdminDeps, AdminEnv } from './admin-env.ts'
import { answerOf, Effect } from './effect.ts'
import type { AdminEndpoint, Place } from './endpoint.ts'
import { forbidden } from './forbidden.ts'
import { Later } from './later.ts'
import type { Cursors } from './page.ts'
import { knowsSite, mayAtSite, mayEverywhere, sitesWith } from './permission.ts'
import { notFound, Problem, type ProblemPart } from './problem.ts'

export type AdminContext = Context<AdminEnv>

/** @returns what is left to be done without a turn: to wait for the lane, where the endpoint asked it, and to answer */
export async function serveEndpoint(
  c: AdminContext,
  endpoint: AdminEndpoint,
  deps: AdminDeps,
): Promise<() => Promise<Response>> {
  const admin = c.get('admin')
  const place = await placeOf(c, endpoint, deps)
  const query = parse(endpoint.query, queryObject(c), (path, detail) => ({ parameter: path.join('.'), detail }))
  const body = endpoint.body === undefined ? {} : parse(endpoint.body, (await readJsonBody(c)).value, inBody)
  const done = await endpoint.run(
    {
      deps,
      admin,
      author: { actor: `admin:${admin.prefix} (${admin.name})`, reason: reasonIn(body) },
      param: (name) => c.req.param(name) ?? '',
      query,
      body,
      cursors: cursorsOf(c, query),
    },
    place,
  )
  return async () => {
    const settled = done instanceof Later ? await done.rest() : done
    const answer = settled instanceof Effect ? answerOf(settled, await outcomeOf(deps, settled)) : settled
    if (endpoint.file !== undefined) return fileAnswer(c, endpoint.file, endpoint.answer.parse(answer))
    const shown = endpoint.answer.parse(JSON.parse(JSON.stringify(answer)))
    return c.json(shown as object, endpoint.status ?? 200, { 'Cache-Control': 'no-store' })
  }
}

function fileAnswer(c: AdminContext, { type, name }: NonNullable<AdminEndpoint['file']>, text: unknown): Response {
  return c.body(String(text), 200, {
    'Cache-Control': 'no-store',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Content-Type': `${type}; charset=utf-8`,
    'X-Content-Type-Options': 'nosniff',
  })
}

function outcomeOf({ commands }: AdminDeps, { siteId, operationId }: Effect<unknown>): Promise<CommandOutcome | null> {
  return commands.outcome({ siteId, id: operationId })
}

async function placeOf(c: AdminContext, { where, needs }: AdminEndpoint, { db }: AdminDeps): Promise<Place> {
  const admin = c.get('admin')
  if (where === 'nowhere') return { at: 'everywhere' }
  if (where === 'everywhere' || where === 'some-site') {
    const allowed = where === 'everywhere' ? mayEverywhere(admin, needs) : sitesWith(admin, needs)?.length !== 0
    if (!allowed) throw forbidden(needs, where)
    return { at: 'everywhere' }
  }
  const sitePublicId = c.req.param('site')
  if (!isResourceId(sitePublicId)) throw notFound()
  const site = await findSite(db, { sitePublicId })
  if (!knowsSite(admin, site.id)) throw notFound()
  if (!mayAtSite(admin, needs, site.id)) throw forbidden(needs, 'site')
  if (where === 'site') return { at: 'site', site }
  const directoryPublicId = c.req.param('directory')
  if (!isResourceId(directoryPublicId)) throw notFound()
  const directory = await findDirectory(db, { directoryPublicId })
  if (directory.siteId !== site.id) throw notFound()
  return { at: 'directory', site, directory }
}

type PartOf = (path: readonly PropertyKey[], detail: string) => ProblemPart

const inBody: PartOf = (path, detail) => ({ pointer: path.map((name) => `/${escaped(String(name))}`).join(''), detail })

/** RFC 6901 §3. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** What is unknown is refused: a misspelt filter would otherwise show everything. */
function parse(schema: z.ZodObject | undefined, given: unknown, partOf: PartOf): Record<string, unknown> {
  if (schema === undefined) return {}
  const parsed = schema.strict().safeParse(given)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => partOf([...issue.path, key], 'There is no such member.'))
      : [partOf(issue.path, issue.message)],
  )
  throw new Problem('invalid-request', 'The request is not valid; errors says where.', { errors })
}

/** The first of each name. */
function queryObject(c: AdminContext): Record<string, string> {
  const { searchParams } = new URL(c.req.url)
  return Object.fromEntries([...searchParams].toReversed())
}

function reasonIn(body: Record<string, unknown>): string | null {
  return typeof body.reason === 'string' && body.reason !== '' ? body.reason : null
}

/** The path is part of what a cursor is bound to, and with it the site; so are the filters. */
function cursorsOf(c: AdminContext, query: Record<string, unknown>): Cursors {
  const filters = Object.entries(query).filter(([name]) => name !== 'cursor' && name !== 'limit')
  const bound = JSON.stringify([c.req.path, filters.toSorted(([a], [b]) => (a < b ? -1 : 1))])
  const scope = { keyHash: c.get('tokenHash'), kind: 'admin cursor', bound }
  return {
    seal: (position) => sealText(JSON.stringify(position), scope),
    open: (cursor) => openText(cursor, scope),
  }
}
