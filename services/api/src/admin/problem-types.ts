/** The problem types of the admin API (RFC 9457 §3.1.1): one row is path, HTTP status, title and what it means. */

type ProblemRow = { readonly status: number; readonly title: string; readonly meaning: string }

export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    meaning: 'A parameter or a member of the body is missing, unknown or not of its kind; `errors` names each of them.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not valid',
    meaning: 'A cursor belongs to one list with its filters and to one token. Begin without a cursor.',
  },
  unauthenticated: {
    status: 401,
    title: 'Authentication is required',
    meaning: 'There is no admin token, or one that is unknown, expired or revoked; nobody is told which.',
  },
  forbidden: {
    status: 403,
    title: 'The roles of the token do not allow this',
    meaning: 'The token knows the site, and another role is needed for what was asked.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    meaning: 'It does not exist, or the token has no role at its site: the answers are the same.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not supported here',
    meaning: '`Allow` lists those that are.',
  },
  'name-taken': {
    status: 409,
    title: 'The name is taken',
    meaning:
      'Another of its kind has the name: a site, a directory, an app, or a group of the site; case, width and outer spaces do not count. Choose another one.',
  },
  refused: {
    status: 409,
    title: 'A rule says no',
    meaning: 'The state of the site does not allow it; the detail says why and what to do. Nothing was changed.',
  },
  'not-yet-applied': {
    status: 503,
    title: 'The change is accepted and not applied yet',
    meaning: 'It is durable and will be applied in its turn; the detail names the operation to look up.',
  },
  'body-too-large': { status: 413, title: 'The body is too large', meaning: 'It may have 1,048,576 bytes.' },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    meaning: 'Send `application/json` in UTF-8.',
  },
  busy: {
    status: 503,
    title: 'Too many admin requests wait for their turn',
    meaning: 'Admin requests have few connections, so that they never hold back identity providers. Try again.',
  },
  unavailable: {
    status: 503,
    title: 'The service is not available at the moment',
    meaning: 'The database is away, or took too long. Try again.',
  },
  internal: {
    status: 500,
    title: 'The request failed inside the service',
    meaning: 'Unforeseen. What happened is in the log, under the time of the answer.',
  },
} as const satisfies Readonly<Record<string, ProblemRow>>

export type ProblemKind = keyof typeof PROBLEMS

/** Relative to the host, with its whole path: the same text on every installation, and it can be followed. */
export const PROBLEM_PATH = '/admin/v1/problems/'
