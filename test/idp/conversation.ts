/**
 * A conversation of an identity provider as data: what it sends, step by step, and what it has to be answered. The files are in
 * `conversations`; README.md beside this file says how to write one.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const DIRECTORY = new URL('conversations/', import.meta.url)

const answerSchema = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()).default({}),
  /** What the body has at least. Left out: nothing is said of it. */
  body: z.unknown().optional(),
})

const stepSchema = z.strictObject({
  /** What happens at the identity provider that makes it send this. */
  when: z.string(),
  /** Left out in the other mode. */
  only: z.enum(['lenient', 'strict']).optional(),
  /** The step is made this often; `{{n}}` counts from 1. */
  repeat: z.int().min(2).optional(),
  /** Method and path behind the base URL, as sent; a space or a quote is percent-encoded on the way, `+` is not. */
  request: z.string().regex(/^(GET|POST|PUT|PATCH|DELETE) (\/|\?|$)/),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
  answer: answerSchema,
  /** What strict answers, where that is something else. */
  strict: answerSchema.optional(),
  /** Names for parts of the answer: a JSON pointer into its body, or `header:name`. */
  capture: z.record(z.string(), z.string()).default({}),
})

const conversationSchema = z.strictObject({
  idp: z.string(),
  what: z.string(),
  /** Where the shapes are from. */
  sources: z.array(z.string()).min(1),
  /** What of it nobody has seen or documented. */
  unverified: z.array(z.string()).default([]),
  modes: z.array(z.enum(['lenient', 'strict'])).min(1),
  /** Sent with every request. */
  headers: z.record(z.string(), z.string()).default({}),
  steps: z.array(stepSchema).min(1),
})

export type ExpectedAnswer = z.output<typeof answerSchema>
export type Step = z.output<typeof stepSchema>
export type Conversation = z.output<typeof conversationSchema> & { readonly file: string }

/** All of them, in the order of their names. An unknown member is a mistake, not a remark. */
export function readConversations(): Conversation[] {
  const files = readdirSync(DIRECTORY).sort()
  return files.map((file) => parseConversation(file, readFileSync(new URL(file, DIRECTORY), 'utf8')))
}

export function parseConversation(file: string, text: string): Conversation {
  const parsed = conversationSchema.safeParse(JSON.parse(text))
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`)
  return { file, ...parsed.data }
}
