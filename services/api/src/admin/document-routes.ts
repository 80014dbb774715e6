/**
 * The document, a page to browse and try it, and the meaning of each problem type. Open to everybody: they say what the source
 * says. The page loads nothing from elsewhere: its policy forbids it to.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import type { AdminEnv } from './admin-env.ts'
import { ENDPOINTS } from './endpoints.ts'
import { openApiDocument } from './openapi-document.ts'
import { notFound } from './problem.ts'
import { PROBLEM_PATH, PROBLEMS } from './problem-types.ts'

const ASSETS = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const
const START = 'start.js'

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Syncline admin API</title>
<link rel="icon" href="/admin/v1/docs/favicon-32x32.png">
<link rel="stylesheet" href="/admin/v1/docs/swagger-ui.css">
</head>
<body>
<div id="document"></div>
<script src="/admin/v1/docs/swagger-ui-bundle.js"></script>
<script src="/admin/v1/docs/${START}"></script>
</body>
</html>
`
// Without the validator's badge, which asks a server elsewhere.
const START_SCRIPT = `SwaggerUIBundle({
  url: '/admin/v1/openapi.json', dom_id: '#document', deepLinking: true, validatorUrl: null, docExpansion: 'list',
})
`

const SAFE = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}
const KEPT = { ...SAFE, 'Cache-Control': 'public, max-age=3600' }

/** @param base where the admin API is, e.g. `/admin/v1` */
export function addDocumentRoutes(app: Hono<AdminEnv>, base: string): void {
  const document = JSON.stringify(openApiDocument(ENDPOINTS, base))
  app.get('/openapi.json', (c) => c.body(document, 200, { ...KEPT, 'Content-Type': 'application/json' }))
  app.get('/docs', (c) => c.html(PAGE, 200, SAFE))
  app.get(`/docs/${START}`, (c) =>
    c.body(START_SCRIPT, 200, { ...KEPT, 'Content-Type': ASSETS['swagger-ui-bundle.js'] }),
  )
  for (const [name, type] of Object.entries(ASSETS)) {
    app.get(`/docs/${name}`, (c) => c.body(asset(name), 200, { ...KEPT, 'Content-Type': type }))
  }
  const problems = Object.entries(PROBLEMS).map(([kind, row]) => ({ type: `${PROBLEM_PATH}${kind}`, ...row }))
  app.get('/problems', (c) => c.json({ items: problems }, 200, KEPT))
  app.get('/problems/:kind', (c) => {
    const problem = problems.find(({ type }) => type === `${PROBLEM_PATH}${c.req.param('kind')}`)
    if (problem === undefined) throw notFound()
    return c.json(problem, 200, KEPT)
  })
}

function asset(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`))))
}
