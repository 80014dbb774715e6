/**
 * One endpoint of the admin API: everything about it in one place. Its path says what it is about, and what the path names is
 * found and checked before the endpoint runs, so that none can forget: who asks, whether the site is theirs, whether their
 * role allows it, and only then whether the request is well formed.
 */
import type { Admin } from '@syncline/core/storage/catalogue/admin.ts'
import type { Author } from '@syncline/core/storage/catalogue/control-event.ts'
import type { Directory } from '@syncline/core/storage/catalogue/directory.ts'
import type { Site } from '@syncline/core/storage/catalogue/site.ts'
import type { z } from 'zod'
import type { AdminDeps } from './admin-env.ts'
import type { Effect } from './effect.ts'
import type { Later } from './later.ts'
import type { Cursors } from './page.ts'
import type { Permission } from './permission.ts'

/** Of a request: `params` of the path that the endpoint looks up itself. */
export type Asked<Query, Body> = {
  readonly deps: AdminDeps
  readonly admin: Admin
  /** For control events. */
  readonly author: Author
  readonly param: (name: string) => string
  readonly query: Query
  readonly body: Body
  readonly cursors: Cursors
}

export type Place =
  | { readonly at: 'everywhere' }
  | { readonly at: 'site'; readonly site: Site }
  | { readonly at: 'directory'; readonly site: Site; readonly directory: Directory }

/** Where a role is needed. `some-site`: at one at least. `nowhere`: any valid token. */
export type Where = 'everywhere' | 'some-site' | 'nowhere' | 'site' | 'directory'

/** What is written in answers as text may be given as a date. */
export type Shown<T> = T extends readonly (infer Each)[]
  ? readonly Shown<Each>[]
  : T extends object
    ? { readonly [Name in keyof T]: Shown<T[Name]> }
    : string extends T
      ? T | Date
      : T

/** An answer, or what it is waited for. */
type Done<Answer> = Answer | Effect<Answer>

type Definition<Context, Query extends z.ZodObject, Body extends z.ZodObject, Answer extends z.ZodType> = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Behind that of its place. */
  readonly path: string
  /** operationId */
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly needs: Permission
  readonly query?: Query
  readonly body?: Body
  /** Default: 200. */
  readonly status?: 200 | 201
  /** Instead of JSON: the answer is the text of a file. */
  readonly file?: { readonly type: 'text/csv'; readonly name: string }
  readonly answer: Answer
  readonly run: (
    asked: Asked<z.output<Query>, z.output<Body>> & Context,
  ) => Promise<Done<Shown<z.output<Answer>>> | Later<Done<Shown<z.output<Answer>>>>>
}

/** As the application and the document know it. */
export type AdminEndpoint = Omit<Definition<unknown, z.ZodObject, z.ZodObject, z.ZodType>, 'run'> & {
  readonly where: Where
  /** Whole, below `/admin/v1`; parameters in braces. */
  readonly path: string
  readonly run: (asked: Asked<unknown, unknown>, place: Place) => Promise<unknown>
}

type Empty = z.ZodObject<Record<never, never>>

export const SITE_PATH = '/sites/{site}'
export const DIRECTORY_PATH = `${SITE_PATH}/directories/{directory}`

/** Of no site: roles for all sites count, or what `where` says. */
export function globalEndpoint<A extends z.ZodType, Q extends z.ZodObject = Empty, B extends z.ZodObject = Empty>(
  definition: Definition<unknown, Q, B, A> & { readonly where: 'everywhere' | 'some-site' | 'nowhere' },
): AdminEndpoint {
  return erased(definition, definition.where, definition.path, () => ({}))
}

export function siteEndpoint<A extends z.ZodType, Q extends z.ZodObject = Empty, B extends z.ZodObject = Empty>(
  definition: Definition<{ readonly site: Site }, Q, B, A>,
): AdminEndpoint {
  return erased(definition, 'site', `${SITE_PATH}${definition.path}`, (place) => {
    if (place.at === 'everywhere') throw new Error('an endpoint of a site without one')
    return { site: place.site }
  })
}

export function directoryEndpoint<A extends z.ZodType, Q extends z.ZodObject = Empty, B extends z.ZodObject = Empty>(
  definition: Definition<{ readonly site: Site; readonly directory: Directory }, Q, B, A>,
): AdminEndpoint {
  return erased(definition, 'directory', `${DIRECTORY_PATH}${definition.path}`, (place) => {
    if (place.at !== 'directory') throw new Error('an endpoint of a directory without one')
    return { site: place.site, directory: place.directory }
  })
}

/** The request has been parsed by the schemas of the same definition when `run` is called. */
function erased<Context, Q extends z.ZodObject, B extends z.ZodObject, A extends z.ZodType>(
  definition: Definition<Context, Q, B, A>,
  where: Where,
  path: string,
  contextOf: (place: Place) => Context,
): AdminEndpoint {
  return {
    ...definition,
    where,
    path,
    run: (asked, place) => definition.run({ ...(asked as Asked<z.output<Q>, z.output<B>>), ...contextOf(place) }),
  }
}
