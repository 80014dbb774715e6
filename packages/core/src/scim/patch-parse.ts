/**
 * PATCH (RFC 7644 §3.5.2): everything that needs no state. Path-less objects are taken apart into one operation an
 * attribute, values are checked, never-returned attributes are removed, members of a group become steps.
 * Guarantee: each resulting operation has a valid path and a value that fits it; applyPatch does the rest.
 */
import type { Mode, PatchBody } from '../domain/operation.ts'
import { referenceName } from './attribute-reference.ts'
import { parseAttributeValue, parseOneValue, parseValueList, unknownAttribute } from './attribute-value.ts'
import { isServersOwn } from './dialect-authentik.ts'
import { namesWhatGoes } from './dialect-entra.ts'
import { isIdentifier } from './dialect-okta.ts'
import { ScimError } from './error.ts'
import { isJsonObject, type Json } from './json.ts'
import { MemberSteps, removeWithValue } from './member-steps.ts'
import { inOperation, operationsOf, parseEnvelope, type RawOperation } from './patch-envelope.ts'
import type { PatchOperation } from './patch-operation.ts'
import { type AttributePath, findPath, parsePath } from './path.ts'
import { isBlank, requiredMissing } from './required.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'

export type ParsedPatch = { readonly body: PatchBody; readonly secretSent: boolean }

export function parsePatch(body: unknown, type: ResourceTypeDefinition, mode: Mode): ParsedPatch {
  const parser = new PatchParser(type, mode)
  const raw = operationsOf(body, mode)
  raw.forEach((operation, index) => {
    try {
      parser.take(parseEnvelope(operation, mode))
    } catch (error) {
      throw raw.length > 1 ? inOperation(error, index) : error
    }
  })
  return parser.result()
}

/** An operation that parsePatch made under earlier schemas, checked against those of now. */
export function recheckPatchOperation(
  { op, path, value }: PatchOperation,
  type: ResourceTypeDefinition,
  mode: Mode,
): readonly PatchOperation[] {
  const parser = new PatchParser(type, mode)
  parser.take({ op, path: path ?? null, value })
  return parser.result().body.operations
}

type Op = RawOperation['op']
type Value = Json | undefined

class PatchParser {
  private readonly type: ResourceTypeDefinition
  private readonly mode: Mode
  private readonly operations: PatchOperation[] = []
  private readonly memberSteps = new MemberSteps()
  private secretSent = false

  constructor(type: ResourceTypeDefinition, mode: Mode) {
    this.type = type
    this.mode = mode
  }

  result(): ParsedPatch {
    const body: PatchBody = { kind: 'patch', operations: this.operations, memberSteps: this.memberSteps.list() }
    return { body, secretSent: this.secretSent }
  }

  take({ op, path: text, value }: RawOperation): void {
    if (text === null) {
      if (op === 'remove') throw ScimError.of('noTarget', 'remove needs a path')
      this.takeObject(op, value, '')
      return
    }
    const path = parsePath(text, this.type, this.mode)
    if (path.kind === 'attribute') this.takeAttribute(op, text, path, value, false)
    else this.takeSchema(op, path.extension, value)
  }

  /** The URN of a schema as the path: all attributes of the extension, or the same as no path (core schema). */
  private takeSchema(op: Op, extension: string | null, value: Value): void {
    if (extension !== null && (op === 'remove' || value === null)) this.takeExtensionRemove(extension)
    else if (op === 'remove') throw ScimError.of('noTarget', 'the core attributes cannot be removed as a whole')
    else this.takeObject(op, value, `${extension ?? this.type.schema.id}:`)
  }

  private takeExtensionRemove(extension: string): void {
    if (this.type.ownExtensions.some(({ schema, required }) => required && schema.id === extension))
      throw ScimError.of('mutability', `${extension}: is required and cannot be removed`)
    this.operations.push({ op: 'remove', path: extension })
  }

  /** An object of attributes. Its keys may be dotted or carry a URN (Entra); `prefix` is the URN they belong to. */
  private takeObject(op: Op, value: Value, prefix: string): void {
    if (!isJsonObject(value))
      throw ScimError.of('invalidValue', `${op} without the path of an attribute needs an object of attributes`)
    for (const [key, member] of Object.entries(value)) {
      const text = `${prefix}${key}`
      const path = findPath(text, this.type, this.mode)
      if (path?.kind === 'schema') this.takeSchema(op, path.extension, member)
      else if (path !== null) this.takeAttribute(op, text, path, member, true)
      // Lenient passes over what it does not know.
      else if (this.mode === 'strict') throw ScimError.of('invalidPath', unknownAttribute(text))
    }
  }

  private takeAttribute(op: Op, text: string, path: AttributePath, value: Value, insideObject: boolean): void {
    const { attribute, sub } = path
    if (attribute.returned === 'never') {
      this.secretSent = true
      return
    }
    if (insideObject && (isIdentifier(attribute) || (this.mode === 'lenient' && isServersOwn(path)))) return
    if (attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly')
      throw ScimError.of('mutability', `${referenceName(path)}: is read-only`)
    if (attribute.relation) this.memberSteps.take(op, path, value, this.mode)
    else if (op === 'remove') this.takeRemove(text, path, value)
    else this.takeValue(op, text, path, value)
  }

  private takeRemove(text: string, path: AttributePath, value: Value): void {
    const { attribute, filter, sub } = path
    const name = referenceName(path)
    if ((sub ?? attribute).required) throw ScimError.of('mutability', `${name}: is required and cannot be removed`)
    if (!attribute.multiValued || filter !== null || sub !== null || !namesWhatGoes(value)) {
      this.operations.push({ op: 'remove', path: text })
      return
    }
    if (this.mode === 'strict') throw removeWithValue(name)
    const values = parseValueList(attribute, value, name, { mode: this.mode, patch: true })
    if (values !== null) this.operations.push({ op: 'remove', path: text, value: values })
  }

  private takeValue(op: Op, text: string, path: AttributePath, value: Value): void {
    const { attribute, filter, sub } = path
    const name = referenceName(path)
    if (value === undefined) throw ScimError.of('invalidValue', `${name}: ${op} needs a value`)
    const parse = filter !== null && sub === null ? parseOneValue : parseAttributeValue
    const parsed = parse(sub ?? attribute, value, name, { mode: this.mode, patch: true })
    if ((sub ?? attribute).required && isBlank(parsed)) throw requiredMissing(name)
    // What the server computes (schemas) is checked and not kept.
    if (!attribute.derived) this.operations.push({ op, path: text, value: parsed })
  }
}
