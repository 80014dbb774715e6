/**
 * The keys that tokens are signed with. Made at first need; rotated by an operator.
 * Guarantee: there is always one that signs, however many processes begin at once; a key is published for as long as a copy
 * of the set may be kept before it signs, and stays published for the grace after the next one took over.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import { generateSigningKeyPair, type KeyPair } from '../../runtime/key-pair.ts'
import type { JsonObject } from '../../scim/json.ts'
import type { Database } from '../schema.ts'
import { recordControlEvent } from './control-event.ts'

/** Without its private part. */
export type SigningKey = {
  readonly kid: string
  readonly publicJwk: JsonObject
  readonly createdAt: Date
  readonly signsFrom: Date
  /** Null: no other follows it yet. */
  readonly publishedUntil: Date | null
}

/** Seconds for which a copy of the published set may be kept. */
export const KEY_SET_MAX_AGE_SECONDS = 300
/** Longer than a copy is kept, by what clocks differ. */
const PUBLISHED_AHEAD_MS = 2 * KEY_SET_MAX_AGE_SECONDS * 1_000
/** How long what a key has signed can still be verified after it signs no more. */
const GRACE_MS = 7 * 24 * 3_600_000

/** Of whoever makes a key. */
const SIGNING_KEY_LOCK = 7_327_003

const PUBLIC_COLUMNS = [
  'kid',
  'public_jwk as publicJwk',
  'created_at as createdAt',
  'signs_from as signsFrom',
  'published_until as publishedUntil',
] as const

/** Those that are published, oldest first; the first one is made when there is none. */
export async function publishedSigningKeys(db: Kysely<Database>, actor: string): Promise<SigningKey[]> {
  const keys = await listSigningKeys(db)
  if (keys.length > 0) return keys
  await createFirst(db, actor)
  return listSigningKeys(db)
}

/** The one that signs now, with its private part: for the signer alone. */
export async function currentKeyPair(
  db: Kysely<Database>,
  actor: string,
): Promise<{ readonly kid: string; readonly privateJwk: JsonObject }> {
  const current = () =>
    db
      .selectFrom('signing_key')
      .select(['kid', 'private_jwk as privateJwk'])
      .where('signs_from', '<=', sql<Date>`now()`)
      .orderBy('signs_from', 'desc')
      .limit(1)
  const found = await current().executeTakeFirst()
  if (found !== undefined) return found
  await createFirst(db, actor)
  return current().executeTakeFirstOrThrow()
}

/** Those that are published, oldest first. */
export async function listSigningKeys(db: Kysely<Database>): Promise<SigningKey[]> {
  return db
    .selectFrom('signing_key')
    .select(PUBLIC_COLUMNS)
    .where((where) => where.or([where('published_until', 'is', null), where('published_until', '>', sql<Date>`now()`)]))
    .orderBy('signs_from')
    .execute()
}

/**
 * A new key. It is published now and signs from when every copy of the set has it; the ones before it go after the grace.
 * Keys whose grace is over are removed with their private parts.
 * @param atOnce for a key that has leaked: the new one signs now, and what others have signed is verified no more
 */
export async function rotateSigningKey(
  db: Kysely<Database>,
  { atOnce }: { readonly atOnce: boolean },
  actor: string,
): Promise<SigningKey> {
  const pair = await generateSigningKeyPair()
  return locked(db, async (transaction) => {
    const before = await listSigningKeys(transaction)
    const signsInMs = atOnce || before.length === 0 ? 0 : PUBLISHED_AHEAD_MS
    if (atOnce) await transaction.deleteFrom('signing_key').execute()
    else await endOthers(transaction, signsInMs + GRACE_MS)
    const created = await insert(transaction, pair, signsInMs)
    await recordControlEvent(transaction, {
      actor,
      action: 'signing-key.rotated',
      siteId: null,
      directoryId: null,
      detail: { kid: created.kid, signsFrom: created.signsFrom.toISOString(), atOnce },
    })
    return created
  })
}

async function endOthers(transaction: Transaction<Database>, inMs: number): Promise<void> {
  await transaction.deleteFrom('signing_key').where('published_until', '<', sql<Date>`now()`).execute()
  await transaction
    .updateTable('signing_key')
    .set({ published_until: inMilliseconds(inMs) })
    .where('published_until', 'is', null)
    .execute()
}

async function createFirst(db: Kysely<Database>, actor: string): Promise<void> {
  const pair = await generateSigningKeyPair()
  await locked(db, async (transaction) => {
    if ((await listSigningKeys(transaction)).length > 0) return
    const { kid } = await insert(transaction, pair, 0)
    await recordControlEvent(transaction, {
      actor,
      action: 'signing-key.created',
      siteId: null,
      directoryId: null,
      detail: { kid },
    })
  })
}

async function insert(transaction: Transaction<Database>, pair: KeyPair, signsInMs: number): Promise<SigningKey> {
  return transaction
    .insertInto('signing_key')
    .values({
      kid: pair.kid,
      public_jwk: JSON.stringify(pair.publicJwk),
      private_jwk: JSON.stringify(pair.privateJwk),
      signs_from: inMilliseconds(signsInMs),
    })
    .returning(PUBLIC_COLUMNS)
    .executeTakeFirstOrThrow()
}

/** By the clock of the database: the one that all processes share. */
function inMilliseconds(milliseconds: number) {
  return sql<Date>`now() + ${milliseconds}::float8 * interval '1 ms'`
}

function locked<T>(db: Kysely<Database>, work: (transaction: Transaction<Database>) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${SIGNING_KEY_LOCK})`.execute(transaction)
    return work(transaction)
  })
}
