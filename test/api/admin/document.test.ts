/** The OpenAPI document and the page that shows it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { ENDPOINTS } from '@syncline/api/admin/endpoints.ts'
import { openApiDocument } from '@syncline/api/admin/openapi-document.ts'
import { PROBLEMS } from '@syncline/api/admin/problem-types.ts'
import { describe, expect, it } from 'vitest'
import { PROJECT } from '../../architecture/project.ts'
import { adminRequest } from '../../support/admin-api.ts'
import { useTestSystem } from '../../support/test-system.ts'

const { api } = useTestSystem({ directory: 'none' })

const get = (path: string) => adminRequest(api(), null, 'GET', path)

describe('the document', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const { status, body } = await get('/openapi.json')
    expect([status, body.openapi]).toEqual([200, '3.1.0'])
    expect(await new Validator().validate(body)).toEqual({ valid: true })
  })

  it('would not be valid with a response that says nothing', async () => {
    const broken = JSON.parse(JSON.stringify(openApiDocument(ENDPOINTS, '/admin/v1')))
    broken.paths['/admin/v1/sites'].get.responses['200'] = { content: {} }
    expect((await new Validator().validate(broken)).valid).toBe(false)
  })

  it('has every endpoint, with its roles and its refusals', async () => {
    const { body } = await get('/openapi.json')
    type Operation = { operationId: string; description: string; responses: object }
    const found = Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
    expect(
      found.map(({ path, method, operation }) => `${operation.operationId}: ${method} ${path}`).toSorted(),
    ).toEqual(ENDPOINTS.map(({ path, method, id }) => `${id}: ${method} /admin/v1${path}`).toSorted())
    for (const { operation } of found) {
      expect(operation.description).toMatch(/Roles: .+\./)
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '500', '503']))
    }
  })
})

describe('the page', () => {
  it('loads nothing from elsewhere, and is forbidden to', async () => {
    const { status, headers, text } = await get('/docs')
    expect(status).toBe(200)
    const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url)
    expect(loaded.length).toBeGreaterThan(3)
    for (const url of loaded) {
      expect(url).toMatch(/^\/admin\/v1\/docs\//)
      // biome-ignore lint/performance/noAwaitInLoops: four of them
      const asset = await get(url.replace('/admin/v1', ''))
      expect([asset.status, asset.text.length > 100]).toEqual([200, true])
    }
    const policy = headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';.* connect-src 'self';/)
  })
})

describe('problem types', () => {
  it('can be followed, and say the same as docs/errors.md', async () => {
    const { body } = await get('/problems')
    const docs = readFileSync(join(PROJECT, 'docs/errors.md'), 'utf8')
    for (const { type, status, title, meaning } of body.items) {
      // biome-ignore lint/performance/noAwaitInLoops: a dozen
      expect((await get(type.replace('/admin/v1', ''))).body).toEqual({ type, status, title, meaning })
      expect(docs).toContain(`| ${type} | ${status} | ${title}. ${meaning} |`)
    }
    expect(body.items).toHaveLength(Object.keys(PROBLEMS).length)
    expect((await get('/problems/none')).status).toBe(404)
  })
})
