/** The vectors of PATCH over HTTP, in both modes: the answer, what GET shows afterwards, and what stayed as it was. */
import { describe, expect, test } from 'vitest'
import { at, MODES, vectors } from '../scim/fixtures.ts'
import { PATCH as PATCH_OP } from '../support/urns.ts'
import { useVectorSystem } from '../support/vector-system.ts'

const { fresh } = useVectorSystem()

describe.each(MODES)('PATCH, %s', (mode) => {
  test.each(vectors.patches)('$id: $Operations', async ({ target, Operations, expect: lenient, strict }) => {
    const expected = mode === 'strict' && strict !== 'same' ? strict : lenient
    const client = await fresh(mode)
    const path = `/${target.startsWith('g') ? 'Groups' : 'Users'}/${target}`
    const before = await client.get(path)
    const answer = await client.send('PATCH', path, { schemas: [PATCH_OP], Operations })
    const after = await client.get(path)
    if (typeof expected === 'string' && expected !== 'nochange') {
      expect([answer.status, answer.body.status, answer.body.scimType]).toEqual([400, '400', expected])
      expect(after).toEqual(before)
      return
    }
    // A user is answered with its representation, a group with nothing.
    expect(answer.status).toBe(target.startsWith('g') ? 204 : 200)
    expect(answer.body).toEqual(target.startsWith('g') ? undefined : after)
    expect(answer.headers.get('etag')).toBe(at(after, '/meta/version'))
    if (typeof expected === 'string') {
      expect(after).toEqual(before)
      return
    }
    expect(at(after, '/meta/version')).not.toBe(at(before, '/meta/version'))
    expect(at(after, '/meta/lastModified')).not.toBe(at(before, '/meta/lastModified'))
    for (const [pointer, value] of Object.entries(expected)) {
      const actual = at(after, pointer)
      // A group without members shows the empty list.
      expect([pointer, Array.isArray(actual) && actual.length === 0 ? null : actual]).toEqual([pointer, value])
    }
  })
})
