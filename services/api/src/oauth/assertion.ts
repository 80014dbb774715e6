/**
 * Assertions of clients (RFC 7523 §3): a JWT of an issuer that the client trusts, about the subject that it trusts.
 * Guarantee: an assertion is accepted only with a signature of the configured issuer, over the configured issuer, audience,
 * subject and tenant, within its time. No issuer is asked for keys before all of these fit.
 */
import type { TrustOfClient } from '@syncline/core/storage/catalogue/oauth-trust.ts'
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import type { IssuerKeys } from './issuer-keys.ts'

/** Asymmetric ones alone: neither `none`, nor those where whoever checks could sign. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'Ed25519', 'EdDSA'],
]
const LONGEST = 16_384
/** Clocks differ. */
const TOLERANCE_SECONDS = 60

/** Why an assertion was refused: for the log; it holds no values. */
export class AssertionRefused extends Error {
  override readonly name = 'AssertionRefused'
}

/**
 * @returns the trust that it is good for
 * @throws AssertionRefused; IssuerUnreachable
 */
export async function verifyAssertion(
  assertion: string,
  trusts: readonly TrustOfClient[],
  keys: IssuerKeys,
): Promise<TrustOfClient> {
  const trust = trustFor(claimsOf(assertion), trusts)
  const { issuer, audience } = trust
  try {
    const { payload } = await jwtVerify(assertion, keys.of(trust), {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: TOLERANCE_SECONDS,
      requiredClaims: ['exp', 'sub'],
    })
    return trustFor(payload, [trust])
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new AssertionRefused(error.message, { cause: error })
    throw error
  }
}

/** What it says, which nobody has checked yet. */
function claimsOf(assertion: string): JWTPayload {
  if (assertion.length > LONGEST) throw new AssertionRefused(`it is longer than ${LONGEST} characters`)
  try {
    const { alg, kid } = decodeProtectedHeader(assertion)
    if (!ALGORITHMS.includes(alg ?? '')) throw new AssertionRefused('its algorithm is not allowed')
    if (typeof kid !== 'string') throw new AssertionRefused('it does not name its key')
    return decodeJwt(assertion)
  } catch (error) {
    if (error instanceof AssertionRefused) throw error
    throw new AssertionRefused('it is no JWT', { cause: error })
  }
}

/** @throws AssertionRefused names the first claim that no trust has */
function trustFor(claims: JWTPayload, trusts: readonly TrustOfClient[]): TrustOfClient {
  const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  const checks: readonly [claim: string, fits: (trust: TrustOfClient) => boolean][] = [
    ['iss', ({ issuer }) => claims.iss === issuer],
    ['aud', ({ audience }) => audiences.includes(audience)],
    ['tid', ({ tenant }) => tenant === null || claims.tid === tenant],
    // Entra names an application by its object id in both.
    ['sub', ({ subject, tenant }) => claims.sub === subject || (tenant !== null && claims.oid === subject)],
  ]
  let left = trusts
  for (const [claim, fits] of checks) {
    left = left.filter(fits)
    if (left.length === 0) throw new AssertionRefused(`the client trusts nobody with its claim ${claim}`)
  }
  const [trust] = left
  if (trust === undefined) throw new AssertionRefused('the client trusts nobody')
  return trust
}
