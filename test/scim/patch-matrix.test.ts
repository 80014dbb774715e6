/**
 * PATCH is what the model says (RFC 7644 §3.5.2, §3.5.2.1–3.5.2.3): every operation on every kind of target, in both modes, alone
 * and in sequences, from paths with and without URNs and from objects without a path.
 */
import type { Mode } from '@syncline/core/domain/operation.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { applyPatch } from '@syncline/core/scim/patch-apply.ts'
import { parsePatch } from '@syncline/core/scim/patch-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../support/test-share.ts'
import { ENTERPRISE, PATCH as PATCH_OP, USER } from '../support/urns.ts'
import { MODES } from './fixtures.ts'
import { applyModel, type ModelOperation, type Target, type Term } from './patch-model.ts'

type Sent = { readonly wire: Json; readonly model: ModelOperation }

const text = fc.constantFrom('a', 'B', 'b', 'x@y.org', 'X2')
const aType = fc.constantFrom('work', 'home', 'Work')
const email = fc
  .record({ value: text, type: aType, display: text, primary: fc.boolean() }, { requiredKeys: [] })
  .filter((each) => Object.keys(each).length > 0)
  .map((each) => structuredClone(each) as JsonObject)
const uniquePrimary = (list: JsonObject[]) => list.filter((each) => each.primary === true).length <= 1
const emails = fc.array(email, { minLength: 1, maxLength: 3 })
const name = fc.record({ givenName: text, familyName: text }, { requiredKeys: [] })
const optional = fc.oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom(null, '', 7) })

const user: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      userName: fc.constant('u'),
      title: text,
      name: name.filter((each) => Object.keys(each).length > 0),
      emails: emails.filter(uniquePrimary),
      [ENTERPRISE]: fc.record({ division: text, department: text }, { requiredKeys: ['division'] }),
    },
    { requiredKeys: ['userName'] },
  )
  .map((each) => structuredClone(each) as JsonObject)

const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({ sub: fc.constant('type'), operator: fc.constant('eq' as const), text: fc.constantFrom('work', 'home') }),
  fc.record({ sub: fc.constant('value'), operator: fc.constantFrom('eq' as const, 'sw' as const), text }),
)

type Place = { readonly path: string; readonly target: Target; readonly value: fc.Arbitrary<Json> }

const place = (path: string, target: Target, value: fc.Arbitrary<Json>): Place => ({ path, target, value })

/** Targets without a value filter; all but those of `emails` may also be members of an object. */
const PLAIN: readonly Place[] = [
  place('title', { kind: 'simple', name: 'title' }, optional),
  place('TITLE', { kind: 'simple', name: 'title' }, optional),
  place(`${USER}:title`, { kind: 'simple', name: 'title' }, optional),
  place('userName', { kind: 'simple', name: 'userName', required: true }, optional),
  place('name', { kind: 'complex' }, fc.oneof(name, fc.constant(null), text) as fc.Arbitrary<Json>),
  place('name.givenName', { kind: 'complex', sub: 'givenName' }, optional),
  place(`${USER}:name.familyName`, { kind: 'complex', sub: 'familyName' }, optional),
  place(`${ENTERPRISE}:division`, { kind: 'extension', sub: 'division' }, optional),
  place(
    ENTERPRISE,
    { kind: 'extension' },
    fc.record({ division: text, costCenter: text }, { requiredKeys: [] }) as fc.Arbitrary<Json>,
  ),
  place('emails', { kind: 'list' }, emails),
  place(`${USER}:emails`, { kind: 'list' }, emails),
  place('groups', { kind: 'read-only' }, fc.constant([{ value: 'g' }])),
  place('meta', { kind: 'read-only' }, fc.constant({ version: 'x' })),
  place('nosuch', { kind: 'unknown' }, text),
]
const OF_ELEMENTS: readonly Place[] = [
  place('emails.display', { kind: 'list', sub: 'display' }, optional),
  place('emails.primary', { kind: 'list', sub: 'primary' }, fc.boolean()),
]

const filtered: fc.Arbitrary<Place> = fc
  .tuple(fc.array(term, { minLength: 1, maxLength: 2 }), fc.constantFrom(undefined, 'value', 'display', 'primary'))
  .map(([terms, sub]) => {
    const filter = terms.map((each) => `${each.sub} ${each.operator} ${JSON.stringify(each.text)}`).join(' and ')
    const path = `emails[${filter}]${sub === undefined ? '' : `.${sub}`}`
    const value: fc.Arbitrary<Json> = sub === undefined ? email : sub === 'primary' ? fc.boolean() : optional
    return place(path, { kind: 'list', terms, ...(sub === undefined ? {} : { sub }) }, value)
  })

const op = fc.constantFrom('add' as const, 'replace' as const, 'remove' as const)

/** With a path. A remove has a value only where it means something. */
const single: fc.Arbitrary<Sent> = fc
  .tuple(op, fc.oneof(fc.constantFrom(...PLAIN, ...OF_ELEMENTS), filtered))
  .chain(([verb, { path, target, value }]) => {
    const whole = target.kind === 'list' && target.terms === undefined && target.sub === undefined
    const given: fc.Arbitrary<Json | undefined> =
      verb === 'remove'
        ? whole
          ? fc.option(value, { nil: undefined })
          : fc.constant(undefined)
        : fc.option(value, { nil: undefined, freq: 20 })
    return given.map((each): Sent => {
      const valued: { value?: Json } = each === undefined ? {} : { value: each }
      return {
        wire: { op: verb, path, ...valued } as JsonObject,
        model: { op: verb, pathless: false, targets: [{ target, ...valued }] },
      }
    })
  })

const objects: fc.Arbitrary<Sent> = fc
  .tuple(
    op,
    fc.uniqueArray(fc.constantFrom(...PLAIN), {
      minLength: 1,
      maxLength: 3,
      selector: ({ target }) => JSON.stringify(target),
    }),
  )
  .chain(([verb, places]) =>
    fc.tuple(...places.map(({ value }) => value)).map((values): Sent => {
      const members = places.map(({ path }, at) => [path, values[at] ?? null] as const)
      const targets = places.map(({ target }, at) => ({ target, value: values[at] ?? null }))
      return { wire: { op: verb, value: Object.fromEntries(members) }, model: { op: verb, pathless: true, targets } }
    }),
  )

const operation = fc.oneof({ weight: 5, arbitrary: single }, { weight: 2, arbitrary: objects })

function patched(before: JsonObject, sent: readonly Sent[], mode: Mode): JsonObject | string {
  try {
    const body = { schemas: [PATCH_OP], Operations: sent.map(({ wire }) => wire) }
    const { operations } = parsePatch(structuredClone(body), RESOURCE_TYPES.User, mode).body
    return applyPatch(before, operations, RESOURCE_TYPES.User, mode).attributes
  } catch (error) {
    if (error instanceof ScimError) return error.scimType ?? String(error.status)
    throw error
  }
}

describe.each(MODES)('%s', (mode) => {
  test('one operation does what the model says, and is refused for what the model says', () => {
    fc.assert(
      fc.property(user, operation, (before, sent) => {
        const model = applyModel(before, [sent.model], mode)
        const several = sent.model.targets.length > 1 && typeof model === 'string'
        const result = patched(before, [sent], mode)
        // Of several members any may be the one that is refused.
        if (several) expect(typeof result).toBe('string')
        else expect(result).toEqual(model)
      }),
      { numRuns: runs(3_000) },
    )
  })

  test('a sequence does what the model says, all of it or nothing', () => {
    fc.assert(
      fc.property(user, fc.array(operation, { minLength: 2, maxLength: 5 }), (before, sent) => {
        const frozen = structuredClone(before)
        const model = applyModel(
          before,
          sent.map((each) => each.model),
          mode,
        )
        const result = patched(before, sent, mode)
        expect(before).toEqual(frozen)
        // What is wrong whatever is stored is found before the first operation is applied.
        if (typeof model === 'string') expect(typeof result).toBe('string')
        else expect(result).toEqual(model)
      }),
      { numRuns: runs(2_000) },
    )
  })
})
