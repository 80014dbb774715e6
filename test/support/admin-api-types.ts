/** The types of a client of the admin API, generated from its document. `npm run admin-api-types` writes them. */
import { ENDPOINTS } from '@syncline/api/admin/endpoints.ts'
import { openApiDocument } from '@syncline/api/admin/openapi-document.ts'
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript'

export const TYPES_FILE = new URL('../api/admin/admin-api.d.ts', import.meta.url)

const HEADER = '/** Generated from the document of the admin API: run "npm run admin-api-types". */\n'

export async function generateTypes(): Promise<string> {
  const document = JSON.parse(JSON.stringify(openApiDocument(ENDPOINTS, '/admin/v1'))) as OpenAPI3
  return `${HEADER}${astToString(await openapiTypes(document, { defaultNonNullable: false }))}`
}
