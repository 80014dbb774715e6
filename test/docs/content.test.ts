/** Lists in the documents are those of the code. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SETTINGS } from '@syncline/core/runtime/config.ts'
import { SCIM_ERRORS } from '@syncline/core/scim/error.ts'
import { directorySettings } from '@syncline/core/storage/catalogue/directory-settings.ts'
import { describe, expect, it } from 'vitest'
import { PROJECT } from '../architecture/project.ts'
import { readDocuments } from './documents.ts'

const documents = new Map(readDocuments().map((document) => [document.path, document]))
const rowsOf = (path: string) => documents.get(path)?.tables.flat() ?? []
const code = (text: string) => `\`${text}\``

describe('docs/configuration.md', () => {
  it('has every setting with its default and what it is for, and no other', () => {
    const rows = SETTINGS.map(({ name, default: value, description }) => [
      code(name),
      value === null ? '' : code(value),
      description,
    ])
    expect(documents.get('docs/configuration.md')?.tables[0]).toEqual(rows)
  })

  it('has every setting of a directory with its default, and no other', () => {
    const rows = documents.get('docs/configuration.md')?.tables[1]?.map(([name, value]) => [name, value])
    const defaults = Object.entries(directorySettings({})).map(([name, value]) => [code(name), code(String(value))])
    expect(rows).toEqual(defaults)
  })
})

describe('docs/architecture.md', () => {
  it('has every table of the schema, and no other', () => {
    const schema = readFileSync(join(PROJECT, 'packages/core/src/storage/schema.sql'), 'utf8')
    const tables = [...schema.matchAll(/^create table (\w+)/gim)].map(([, name = '']) => code(name))
    const list = documents.get('docs/architecture.md')?.tables.at(-1) ?? []
    const named = list.map(([name = '']) => name).filter((name) => name.startsWith('`'))
    expect(tables.length).toBeGreaterThan(20)
    expect(named.toSorted()).toEqual(tables.toSorted())
  })
})

describe('docs/errors.md', () => {
  it('has every scimType with its status, and no other', () => {
    const rows = rowsOf('docs/errors.md').filter(([type = '']) => type.startsWith('`'))
    const expected = Object.entries(SCIM_ERRORS).map(([type, status]) => [code(type), String(status)])
    expect(Object.fromEntries(rows.map(([type, status]) => [type, status]))).toEqual(Object.fromEntries(expected))
  })
})
