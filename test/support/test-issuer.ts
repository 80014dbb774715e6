/** An issuer of assertions on this machine: its configuration, its keys, which it can replace, and what it signs. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose'

export type Claims = Readonly<Record<string, unknown>>

export type TestIssuer = {
  /** Claim `iss`; no trailing slash. */
  readonly url: string
  /** Paths that were asked for. */
  readonly asked: string[]
  /** Answers from now on; null: as usual. */
  behave(answer: ((response: ServerResponse, path: string) => boolean) | null): void
  /** A new key; the keys before are gone. */
  rotate(): Promise<void>
  /** Of the newest key. */
  sign(claims: Claims, header?: Partial<JWTHeaderParameters>): Promise<string>
  close(): Promise<void>
}

export async function startTestIssuer(): Promise<TestIssuer> {
  const asked: string[] = []
  let behaviour: ((response: ServerResponse, path: string) => boolean) | null = null
  let published: JWK | null = null
  let signer: CryptoKey | null = null
  let count = 0
  const rotate = async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    count += 1
    published = { ...(await exportJWK(publicKey)), kid: `key-${count}`, alg: 'RS256', use: 'sig' }
    signer = privateKey
  }
  await rotate()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    if (behaviour?.(response, path)) return
    if (path === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/keys` }))
    } else if (path === '/keys') response.end(JSON.stringify({ keys: [published] }))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    asked,
    rotate,
    behave(answer) {
      behaviour = answer
    },
    async sign(claims, header = {}) {
      if (signer === null) throw new Error('no key')
      const now = Math.floor(Date.now() / 1_000)
      return new SignJWT({ iss: url, iat: now, nbf: now, exp: now + 600, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: `key-${count}`, typ: 'JWT', ...header })
        .sign(signer)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
