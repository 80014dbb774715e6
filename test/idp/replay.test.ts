/** The recorded conversations of identity providers, over HTTP with an API, a worker and nothing in between. */
import type { Mode } from '@syncline/core/domain/operation.ts'
import { describe, expect, test } from 'vitest'
import { createTestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useServedApi } from '../support/use-served-api.ts'
import { type Conversation, parseConversation, readConversations } from './conversation.ts'
import { type Endpoint, replay } from './replay.ts'

const system = useTestSystem({ apis: {}, worker: 'always', directory: 'none' })
const api = useServedApi(system)
const { pool } = system

async function endpointOf(mode: Mode): Promise<Endpoint> {
  const { directoryPublicId, key } = await createTestDirectory(pool(), { mode })
  return { baseUrl: `${api().url}/scim/v2/${directoryPublicId}`, key, mode }
}

const conversations = readConversations()
const recorded = conversations.flatMap((conversation) => conversation.modes.map((mode) => ({ conversation, mode })))

describe('every step is answered as the identity provider expects it', () => {
  test.each(recorded)('$conversation.file, $mode', async ({ conversation, mode }) => {
    await replay(conversation, await endpointOf(mode))
  })
})

describe('the replay', () => {
  const step = (answer: object, request = 'GET /Users') => ({ when: 'it asks', request, answer })
  const conversation = (...steps: object[]): Conversation =>
    parseConversation(
      'made.json',
      JSON.stringify({ idp: 'none', what: 'a test', sources: ['none'], modes: ['lenient'], steps }),
    )
  const play = async (...steps: object[]) => replay(conversation(...steps), await endpointOf('lenient'))

  test.each([
    ['another status', { status: 201 }],
    ['another header', { status: 200, headers: { 'Content-Type': 'text/html' } }],
    ['another value', { status: 200, body: { totalResults: 1 } }],
    ['another number of elements', { status: 200, body: { Resources: [{ id: '{{any}}' }] } }],
    ['a missing member', { status: 200, body: { nextCursor: '{{any}}' } }],
    ['a member that should not be there', { status: 200, body: { Resources: '{{absent}}' } }],
    ['another kind', { status: 200, body: { totalResults: '{{text}}' } }],
    ['a body where there is none', { status: 200, body: null }],
  ])('fails with %s', async (_, answer) => {
    await expect(play(step(answer))).rejects.toThrow('made.json: it asks')
  })

  test('fails with a name that nothing has, and with nothing to capture', async () => {
    await expect(play(step({ status: 200 }, 'GET /Users/{{nobody}}'))).rejects.toThrow('nobody')
    await expect(play({ ...step({ status: 200 }), capture: { ada: '/id' } })).rejects.toThrow('/id')
  })

  test('refuses a conversation with a member that it does not know', () => {
    expect(() => conversation({ ...step({ status: 200 }), expects: {} })).toThrow('made.json')
  })
})
