/**
 * E-mail domains of a site. One that is verified makes accounts on it managed (design: Users); here are the claim, its proof
 * and its end, each with its control event.
 */
import { randomBytes } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { appendReproject } from '../journal/reproject-append.ts'
import type { Database } from '../schema.ts'
import { CatalogueError, refusingTakenName } from './catalogue-error.ts'
import { type Author, type ControlAction, recordControlEvent } from './control-event.ts'
import { domainName } from './domain-name.ts'
import { domainScope } from './domain-scope.ts'

export type Domain = {
  readonly siteId: number
  readonly name: string
  /** ASCII, in small letters. */
  readonly nameKey: string
  readonly token: string
  readonly verifiedAt: Date | null
  readonly verifiedBy: 'dns' | 'operator' | null
  readonly checkedAt: Date | null
  /** Since when the TXT record of a domain verified by DNS is not found; null while it is, or was never looked for. */
  readonly missingSince: Date | null
  readonly directoryId: number | null
  readonly createdAt: Date
}

/** A domain of a site by its name, in any spelling. */
export type DomainChoice = { readonly siteId: number; readonly name: string }

export const DOMAIN_COLUMNS = [
  'site_id as siteId',
  'name',
  'name_key as nameKey',
  'token',
  'verified_at as verifiedAt',
  'verified_by as verifiedBy',
  'checked_at as checkedAt',
  'missing_since as missingSince',
  'directory_id as directoryId',
  'created_at as createdAt',
] as const

const TOKEN_BYTES = 16
const HOST_LABEL = '_syncline-challenge'
const VALUE_PREFIX = 'syncline-verification='

/** The TXT record that proves a domain: a label of its own, so that it disturbs no other record of the domain. */
export function challengeOf({ nameKey, token }: Pick<Domain, 'nameKey' | 'token'>): { host: string; value: string } {
  return { host: `${HOST_LABEL}.${nameKey}`, value: `${VALUE_PREFIX}${token}` }
}

/** Claimed, not verified. @throws CatalogueError name-invalid, name-taken */
export async function addDomain(db: Kysely<Database>, choice: DomainChoice, actor: Author): Promise<Domain> {
  const { name, nameKey } = domainName(choice.name)
  const token = randomBytes(TOKEN_BYTES).toString('hex')
  return refusingTakenName('domain_pkey', 'The site has this domain already.', () =>
    db.transaction().execute(async (transaction) => {
      const added = await transaction
        .insertInto('domain')
        .values({ site_id: choice.siteId, name, name_key: nameKey, token })
        .returning(DOMAIN_COLUMNS)
        .executeTakeFirstOrThrow()
      await recordDomainEvent(transaction, added, 'domain.added', actor)
      return added
    }),
  )
}

/** By name. */
export async function listDomains(db: Kysely<Database>, of: { readonly siteId: number }): Promise<Domain[]> {
  return db.selectFrom('domain').select(DOMAIN_COLUMNS).where('site_id', '=', of.siteId).orderBy('name_key').execute()
}

/** @throws CatalogueError unknown-domain */
export async function findDomain(db: Kysely<Database>, choice: DomainChoice): Promise<Domain> {
  const found = await db
    .selectFrom('domain')
    .select(DOMAIN_COLUMNS)
    .where('site_id', '=', choice.siteId)
    .where('name_key', '=', domainName(choice.name).nameKey)
    .executeTakeFirst()
  if (found === undefined) throw unknownDomain()
  return found
}

/** What a write of a domain goes back to: the reason is a duty where the DNS says nothing. */
export type ReasonedAuthor = { readonly actor: string; readonly reason: string }

/** An operator vouches for it: no record is needed. @throws CatalogueError unknown-domain */
export function markDomainVerified(
  db: Kysely<Database>,
  choice: DomainChoice,
  author: ReasonedAuthor,
): Promise<Domain> {
  return db.transaction().execute(async (transaction) => {
    const marked = await transaction
      .updateTable('domain')
      .set({ verified_by: 'operator', verified_at: sql<Date>`coalesce(verified_at, now())`, missing_since: null })
      .where('site_id', '=', choice.siteId)
      .where('name_key', '=', domainName(choice.name).nameKey)
      .returning(DOMAIN_COLUMNS)
      .executeTakeFirst()
    if (marked === undefined) throw unknownDomain()
    const { reason } = author
    await recordDomainEvent(transaction, marked, 'domain.verified', author, { by: 'operator', reason })
    await reprojectDomain(transaction, marked, author)
    return marked
  })
}

/** @throws CatalogueError unknown-domain */
export function removeDomain(db: Kysely<Database>, choice: DomainChoice, author: ReasonedAuthor): Promise<Domain> {
  return db.transaction().execute(async (transaction) => {
    const removed = await transaction
      .deleteFrom('domain')
      .where('site_id', '=', choice.siteId)
      .where('name_key', '=', domainName(choice.name).nameKey)
      .returning(DOMAIN_COLUMNS)
      .executeTakeFirst()
    if (removed === undefined) throw unknownDomain()
    await recordDomainEvent(transaction, removed, 'domain.removed', author, { reason: author.reason })
    await reprojectDomain(transaction, removed, author)
    return removed
  })
}

/**
 * Says which directory the people of a domain belong to; null: any.
 * @throws CatalogueError unknown-domain; unknown-directory when the site has none such, or it is one of customers
 */
export function assignDomain(
  db: Kysely<Database>,
  choice: DomainChoice & { readonly directoryId: number | null },
  author: Author,
): Promise<Domain> {
  const { siteId, directoryId } = choice
  return db.transaction().execute(async (transaction) => {
    if (directoryId !== null) await assertWorkforceDirectory(transaction, siteId, directoryId)
    const assigned = await transaction
      .updateTable('domain')
      .set({ directory_id: directoryId })
      .where('site_id', '=', siteId)
      .where('name_key', '=', domainName(choice.name).nameKey)
      .returning(DOMAIN_COLUMNS)
      .executeTakeFirst()
    if (assigned === undefined) throw unknownDomain()
    await recordDomainEvent(transaction, assigned, 'domain.assigned', author)
    await reprojectDomain(transaction, assigned, author)
    return assigned
  })
}

async function assertWorkforceDirectory(
  transaction: Transaction<Database>,
  siteId: number,
  directoryId: number,
): Promise<void> {
  const found = await transaction
    .selectFrom('directory')
    .select('id')
    .where('id', '=', directoryId)
    .where('site_id', '=', siteId)
    .where('audience', '=', 'workforce')
    .where('phase', '<>', 'disconnected')
    .executeTakeFirst()
  if (found !== undefined) return
  throw new CatalogueError('unknown-directory', 'The site has no such directory of its workforce.')
}

export async function recordDomainEvent(
  transaction: Transaction<Database>,
  { siteId, name, directoryId }: Domain,
  action: ControlAction,
  actor: Author,
  detail: Readonly<Record<string, string>> = {},
): Promise<void> {
  await recordControlEvent(transaction, { actor, action, siteId, directoryId, detail: { name, ...detail } })
}

/** One that is not verified decides nothing. */
export async function reprojectDomain(
  transaction: Transaction<Database>,
  { siteId, nameKey, verifiedAt }: Domain,
  author: Author,
): Promise<void> {
  if (verifiedAt === null) return
  await appendReproject(transaction, { siteId, author, scopes: [domainScope([nameKey])] })
}

function unknownDomain(): CatalogueError {
  return new CatalogueError('unknown-domain', 'The site has no such domain.')
}
