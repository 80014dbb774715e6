/** The page at `/`: says what this is and where to point an identity provider. The console will take its place. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import type { ScimEnv } from './http/scim-env.ts'

const PAGE = fileURLToPath(import.meta.resolve('@syncline/console/index.html'))

const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

export function addConsoleRoutes(app: Hono<ScimEnv>, publicUrl: () => string): void {
  const page = readFileSync(PAGE, 'utf8')
  app.get('/', (c) => c.html(page.replaceAll('{{publicUrl}}', escapeHtml(publicUrl())), 200, HEADERS))
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
