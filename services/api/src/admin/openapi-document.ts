/** The OpenAPI 3.1 document, generated from the endpoints and their schemas. */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import type { AdminEndpoint } from './endpoint.ts'
import { rolesWith } from './permission.ts'
import { PROBLEMS, type ProblemKind } from './problem-types.ts'
import './schemas.ts'

const PART = { detail: z.string() }

const PROBLEM = z
  .object({
    type: z.string().describe('Which problem; follow it for what it means.'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(z.union([z.object({ pointer: z.string(), ...PART }), z.object({ parameter: z.string(), ...PART })]))
      .optional()
      .describe('What is wrong where: a JSON pointer into the body, or a parameter of the query.'),
    difference: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Of a start: what has changed since its preview, by kind and the first of the users and groups.'),
  })
  .openapi('Problem')

const DESCRIPTION = `What operators and administrators need, as an API. Authenticate with an admin token
(\`syncline admin create\`). Refusals are problem details (RFC 9457). Lists are pages: \`limit\`, and \`cursor\` with the
\`nextCursor\` of the page before. A site that a token has no role at is answered like one that does not exist.`

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>

/** @param base where the endpoints are, e.g. `/admin/v1` */
export function openApiDocument(endpoints: readonly AdminEndpoint[], base: string): OpenApiDocument {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  for (const endpoint of endpoints) registry.registerPath(routeOf(endpoint, base))
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Syncline admin API',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
  })
}

function routeOf(endpoint: AdminEndpoint, base: string): RouteConfig {
  const {
    method,
    path,
    id,
    tag,
    summary,
    description,
    needs,
    where,
    query,
    body,
    status = 200,
    answer,
    file,
  } = endpoint
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])))
  const roles = where === 'nowhere' ? 'any' : rolesWith(needs).join(', ')
  return {
    method,
    path: `${base}${path}`,
    operationId: id,
    tags: [tag],
    summary,
    description: [description, `Roles: ${roles}.`].filter((text) => text !== undefined).join('\n\n'),
    request: {
      ...(names.length > 0 ? { params } : {}),
      ...(query === undefined ? {} : { query }),
      ...(body === undefined ? {} : { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      [status]: { description: summary, content: { [file?.type ?? 'application/json']: { schema: answer } } },
      ...Object.fromEntries(problemsOf(endpoint).map((problem) => [problem.status, problem.response])),
    },
  }
}

function problemsOf(endpoint: AdminEndpoint) {
  const { query, body, where, path, needs } = endpoint
  const kinds: ProblemKind[] = [
    ...(query === undefined && body === undefined ? [] : (['invalid-request'] as const)),
    'unauthenticated',
    ...(where === 'nowhere' ? [] : (['forbidden'] as const)),
    ...(path.includes('{') ? (['not-found'] as const) : []),
    ...(body !== undefined && needs === 'manage' ? (['name-taken'] as const) : []),
    ...(body === undefined ? [] : (['body-too-large', 'unsupported-media-type'] as const)),
    'internal',
    'unavailable',
  ]
  return kinds.map((kind) => ({
    status: PROBLEMS[kind].status,
    response: { description: PROBLEMS[kind].title, content: { 'application/problem+json': { schema: PROBLEM } } },
  }))
}
