/** `syncline schema register|list|show|remove`: extension schemas of a directory. */
import { readFile } from 'node:fs/promises'
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import {
  type ExtensionSchema,
  findSchema,
  listSchemas,
  registerSchema,
  removeSchema,
} from '@syncline/core/storage/catalogue/extension-schema.ts'
import { CliError } from '../cli-error.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { chooseDirectory } from './choose.ts'
import { dateText } from './date-text.ts'
import type { DirectoryChoice } from './key.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

export type SchemaOptions = OutputOptions & DirectoryChoice

export type RegisterOptions = SchemaOptions & {
  readonly resourceType: ResourceType
  readonly required?: boolean
  readonly index: readonly string[]
}

const EFFECT = 'It is in effect within a second.'

export async function registerSchemaVerb(context: CliContext, file: string, options: RegisterOptions): Promise<void> {
  const document = await readDocument(file)
  const { directory, registered } = await withCatalogue(context, async (db) => {
    const directory = await chooseDirectory(db, options.directory, options.site)
    const { resourceType, required = false, index: indexed } = options
    const wanted = { directoryId: directory.id, document, resourceType, required, indexed }
    return { directory, registered: await registerSchema(db, wanted, cliActor()) }
  })
  const { schema, change } = registered
  if (options.json) return writeJson(context.stdout, { ...shownSchema(schema), change })
  if (change === 'unchanged') return writeLine(context.stdout, `${schema.urn} is registered like this already.`)
  const done = change === 'registered' ? 'Registered' : 'Changed'
  writeLine(context.stdout, `${done} ${schema.urn} for the ${plural(schema)} of directory "${directory.name}".`)
  if (indexedNames(schema) !== '') writeLine(context.stdout, `Indexed: ${indexedNames(schema)}.`)
  writeLine(context.stdout, EFFECT)
}

export async function listSchemasVerb(context: CliContext, options: SchemaOptions): Promise<void> {
  const schemas = await withCatalogue(context, async (db) => {
    const directory = await chooseDirectory(db, options.directory, options.site)
    return listSchemas(db, { directoryId: directory.id })
  })
  if (options.json) return writeJson(context.stdout, schemas.map(shownSchema))
  if (schemas.length === 0) {
    return writeLine(
      context.stdout,
      'The directory has no extension schema of its own; register one: syncline schema register <file> --directory <directory>',
    )
  }
  const rows = schemas.flatMap((schema) => [
    [{ content: schema.urn, colSpan: 5 }],
    [
      `  ${schema.resourceType}${schema.required ? ', required' : ''}`,
      String(schema.document.attributes.length),
      indexedNames(schema),
      String(schema.version),
      dateText(schema.updatedAt),
    ],
  ])
  writeLine(context.stdout, renderTable({ head: ['Schema', 'Attributes', 'Indexed', 'Version', 'Changed'], rows }))
}

/** The document, as it can be registered again. */
export async function showSchemaVerb(context: CliContext, urn: string, options: SchemaOptions): Promise<void> {
  const schema = await withCatalogue(context, async (db) => {
    const directory = await chooseDirectory(db, options.directory, options.site)
    return findSchema(db, { directoryId: directory.id, urn })
  })
  writeJson(context.stdout, options.json ? { ...shownSchema(schema), document: schema.document } : schema.document)
}

export async function removeSchemaVerb(context: CliContext, urn: string, options: SchemaOptions): Promise<void> {
  const { directory, schema } = await withCatalogue(context, async (db) => {
    const directory = await chooseDirectory(db, options.directory, options.site)
    return { directory, schema: await removeSchema(db, { directoryId: directory.id, urn }, cliActor()) }
  })
  if (options.json) return writeJson(context.stdout, shownSchema(schema))
  writeLine(context.stdout, `Removed ${schema.urn} from directory "${directory.name}". ${EFFECT}`)
}

async function readDocument(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError(`${file} cannot be read.`, { cause })
  })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CliError(`${file} is no JSON document: ${cause instanceof Error ? cause.message : ''}`, { cause })
  }
}

function plural({ resourceType }: ExtensionSchema): string {
  return resourceType === 'User' ? 'users' : 'groups'
}

function indexedNames({ indexes }: ExtensionSchema): string {
  return indexes
    .filter(({ state }) => state !== 'dropped')
    .map(({ attribute, state }) => (state === 'ready' ? attribute : `${attribute} (being filled)`))
    .join(', ')
}

function shownSchema({
  urn,
  resourceType,
  required,
  version,
  document,
  indexes,
  createdAt,
  updatedAt,
}: ExtensionSchema) {
  return {
    urn,
    resourceType,
    required,
    version,
    name: document.name,
    attributes: document.attributes.map(({ name }) => name),
    indexed: indexes.filter(({ state }) => state !== 'dropped').map(({ attribute, state }) => ({ attribute, state })),
    createdAt,
    updatedAt,
  }
}
