/**
 * Where the value of an attribute is, as SQL. Each value is there twice: as it is returned (for `pr`) and as it is
 * compared (core/scim/compared-values.ts). Names are bound like values.
 */
import type { Attribute } from '../../scim/schema-attribute.ts'
import type { SqlValues } from './sql-values.ts'

/** A value as an expression; SQL null when there is none. */
export type Expression = { json(): string; text(): string }

export type ValueField = { readonly kind: 'value'; readonly returned: Expression; readonly compared: Expression }

export type Field =
  | ValueField
  /** A column of type timestamptz. */
  | { readonly kind: 'instant'; readonly column: string }
  /** One object, whose sub-attributes are not all in the same place. */
  | {
      readonly kind: 'parts'
      part(sub: Attribute): Field
      /** Conditions: whether there is such an object, and whether anything in it is non-empty. */
      there(): string
      present(): string
    }

/** Both forms of an object, jsonb. */
export type Holder = { readonly returned: string; readonly compared: string }

/** A member of an object. */
export function memberOf({ returned, compared }: Holder, name: string, values: SqlValues): ValueField {
  return { kind: 'value', returned: member(returned, name, values), compared: member(compared, name, values) }
}

function member(holder: string, name: string, values: SqlValues): Expression {
  return {
    json: () => `(${holder} -> ${values.bind(name, 'text')})`,
    text: () => `(${holder} ->> ${values.bind(name, 'text')})`,
  }
}

/** The same text for both forms, never folded. */
export function textField(text: string): ValueField {
  return { kind: 'value', returned: textExpression(text), compared: textExpression(text) }
}

export function textExpression(text: string): Expression {
  return { json: () => `to_jsonb(${text})`, text: () => text }
}

export function jsonExpression(json: string): Expression {
  return { json: () => json, text: () => `(${json} #>> '{}')` }
}

/** Whether anything in a JSON value is non-empty: false and 0 are values, "" is not. */
export function isPresentSql(json: string): string {
  return `jsonb_path_exists(${json}, 'lax $.** ? ((@.type() == "string" && @ != "") || @.type() == "number" || @.type() == "boolean")')`
}
