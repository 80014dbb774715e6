/** Whom a domain concerns, as marks name them: addresses spell it as they were sent, in ASCII or not. */
import { domainToUnicode } from 'node:url'
import type { MarkScope } from '../../domain/mark.ts'
import { fold } from '../../scim/fold.ts'

/** @param nameKeys in ASCII. @returns folded, in both spellings */
export function domainSpellings(nameKeys: readonly string[]): string[] {
  return [...new Set(nameKeys.flatMap((nameKey) => [nameKey, fold(domainToUnicode(nameKey))]))]
}

export function domainScope(nameKeys: readonly string[]): MarkScope {
  return { kind: 'domains', domains: domainSpellings(nameKeys) }
}
