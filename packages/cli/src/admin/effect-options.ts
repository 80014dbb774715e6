/** Options of verbs that change people and groups: the site, and why. */
import type { Command } from '@syncline/core/domain/command.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type pg from 'pg'
import type { CliContext } from '../context.ts'
import { chooseSite } from './choose.ts'
import type { SiteOptions } from './person.ts'
import { runCommand } from './run-command.ts'
import { withCatalogue } from './with-catalogue.ts'

export type EffectOptions = SiteOptions & { readonly reason?: string }

/** @param commandOf finds what the operator names. @throws CliError */
export function runOnSite(
  context: CliContext,
  { site: wanted, reason }: EffectOptions,
  commandOf: (pool: pg.Pool, siteId: number) => Command | Promise<Command>,
): Promise<JsonObject> {
  return withCatalogue(context, async (db, pool) => {
    const { id: siteId } = await chooseSite(db, wanted)
    return runCommand(db, pool, { siteId, command: await commandOf(pool, siteId), reason: reason ?? null })
  })
}

/** Reads of a site that the operator names. @throws CliError */
export function readOfSite<T>(
  context: CliContext,
  { site }: SiteOptions,
  read: (pool: pg.Pool, siteId: number) => Promise<T>,
): Promise<T> {
  return withCatalogue(context, async (db, pool) => read(pool, (await chooseSite(db, site)).id))
}
