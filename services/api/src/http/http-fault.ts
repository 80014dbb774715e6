/** What Node's HTTP parser refuses, as SCIM errors. */
import { ScimError } from '@syncline/core/scim/error.ts'
import { bodyCutOff, notImplemented } from './refusal.ts'

/** @param code of the parser's error */
export function faultOf(code: string | undefined, mostHeaderBytes: number): ScimError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new ScimError(431, `The address and the headers are longer than ${mostHeaderBytes} bytes together.`)
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ScimError(408, 'The request did not arrive in time.')
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new ScimError(413, 'The extensions of the chunks are too long.')
    case 'HPE_INVALID_METHOD':
      return notImplemented('The method')
    case 'HPE_INVALID_CHUNK_SIZE':
    case 'HPE_INVALID_EOF_STATE':
      return bodyCutOff()
    default:
      return new ScimError(400, 'The request is not valid HTTP.')
  }
}
