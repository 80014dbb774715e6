/** The JSON body of a request (RFC 7644 §3.1, §3.8; RFC 8259). */
import { ScimError } from '@syncline/core/scim/error.ts'
import type { Context } from 'hono'
import { MOST_BODY_BYTES } from '../middleware/body-limit.ts'
import { bodyTooLarge, unsupportedMediaType } from './refusal.ts'

const MEDIA_TYPES = new Set(['application/scim+json', 'application/json'])
const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii'])

export type JsonBody = { readonly value: unknown; readonly bytes: number }

export type BodyLimit = { readonly mostBytes: number; tooLarge(mostBytes: number): ScimError }

const ANY_REQUEST: BodyLimit = { mostBytes: MOST_BODY_BYTES, tooLarge: bodyTooLarge }

/** @throws ScimError 415, 413, 400 invalidSyntax */
export async function readJsonBody(c: Context, limit = ANY_REQUEST): Promise<JsonBody> {
  assertMediaType(c.req.header('content-type'))
  if (Number(c.req.header('content-length') ?? 0) > limit.mostBytes) throw limit.tooLarge(limit.mostBytes)
  const bytes = await readBytes(c, limit)
  return { value: parse(bytes), bytes: bytes.byteLength }
}

/** A missing type is taken for JSON: the body says soon enough. */
function assertMediaType(header: string | undefined): void {
  if (header === undefined) return
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length)
  if (!MEDIA_TYPES.has(type)) throw unsupportedMediaType()
  if (charset !== undefined && !CHARSETS.has(charset.replaceAll('"', ''))) throw unsupportedMediaType()
}

async function readBytes(c: Context, { mostBytes, tooLarge }: BodyLimit): Promise<Uint8Array> {
  // With a Content-Length, Node delivers that many bytes and no more; the limit has seen it. Hono's own reader would keep them.
  if (c.req.header('content-length') !== undefined) return new Uint8Array(await c.req.raw.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength
    if (size > mostBytes) throw tooLarge(mostBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parse(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) throw ScimError.of('invalidSyntax', 'The body is empty; it has to be a JSON object.')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The parser's message quotes the body.
    throw ScimError.of('invalidSyntax', 'The body is not valid JSON in UTF-8.')
  }
}
