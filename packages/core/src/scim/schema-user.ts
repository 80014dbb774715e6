/** The User schema (RFC 7643 §4.1, §8.7.1), with the corrections of errata 6001 and `primary` on addresses. */
import { attribute, INDEXED, multiValued, PRIMARY, schema } from './schema-attribute.ts'

const READ_ONLY = { mutability: 'readOnly' } as const
const PLACES = ['work', 'home', 'other']

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'

export const userSchema = schema(USER_SCHEMA, 'User', 'User Account', [
  attribute('userName', 'string', 'The name that identifies the user in this directory.', {
    ...INDEXED,
    required: true,
    uniqueness: 'server',
  }),
  attribute('name', 'complex', "The components of the user's name.", {
    subAttributes: [
      attribute('formatted', 'string', 'The full name, for display.'),
      attribute('familyName', 'string', 'The family name.'),
      attribute('givenName', 'string', 'The given name.'),
      attribute('middleName', 'string', 'The middle names.'),
      attribute('honorificPrefix', 'string', 'The honorific prefixes.'),
      attribute('honorificSuffix', 'string', 'The honorific suffixes.'),
    ],
  }),
  attribute('displayName', 'string', 'The name of the user, for display.', INDEXED),
  attribute('nickName', 'string', 'The casual way to address the user.'),
  attribute('profileUrl', 'reference', "The URL of the user's profile.", { referenceTypes: ['external'] }),
  attribute('title', 'string', "The user's title, such as Vice President."),
  attribute('userType', 'string', 'The relation between the organization and the user, such as Employee.'),
  attribute('preferredLanguage', 'string', 'The preferred language, as in an Accept-Language header.'),
  attribute('locale', 'string', 'The location for formats of dates, numbers and currency, as a language tag.'),
  attribute('timezone', 'string', 'The time zone, as an IANA name.'),
  attribute('active', 'boolean', 'Whether the user may sign in.', { defaultValue: true }),
  attribute('password', 'string', 'Accepted and dropped: this service keeps no passwords.', {
    mutability: 'writeOnly',
    returned: 'never',
  }),
  multiValued('emails', 'E-mail addresses.', attribute('value', 'string', 'An e-mail address.', INDEXED), PLACES),
  multiValued('phoneNumbers', 'Phone numbers.', attribute('value', 'string', 'A phone number, as sent.'), [
    'work',
    'home',
    'mobile',
    'fax',
    'pager',
    'other',
  ]),
  multiValued('ims', 'Instant messaging addresses.', attribute('value', 'string', 'An address.'), [
    'aim',
    'gtalk',
    'icq',
    'xmpp',
    'msn',
    'skype',
    'qq',
    'yahoo',
  ]),
  multiValued(
    'photos',
    'URLs of photos.',
    attribute('value', 'reference', 'The URL of a photo.', { referenceTypes: ['external'] }),
    ['photo', 'thumbnail'],
  ),
  attribute('addresses', 'complex', 'Physical addresses.', {
    multiValued: true,
    subAttributes: [
      attribute('formatted', 'string', 'The full address, for display or a label.'),
      attribute('streetAddress', 'string', 'Street, number, apartment.'),
      attribute('locality', 'string', 'The city or locality.'),
      attribute('region', 'string', 'The state or region.'),
      attribute('postalCode', 'string', 'The postal code.'),
      attribute('country', 'string', 'The country, as an ISO 3166-1 alpha-2 code.'),
      attribute('type', 'string', "A label for the address's function.", { canonicalValues: PLACES }),
      PRIMARY,
    ],
  }),
  attribute('groups', 'complex', 'The groups that the user is in; changed through the groups.', {
    ...READ_ONLY,
    multiValued: true,
    subAttributes: [
      attribute('value', 'string', 'The id of the group.', { ...READ_ONLY, caseExact: true }),
      attribute('$ref', 'reference', 'The URI of the group.', { ...READ_ONLY, referenceTypes: ['User', 'Group'] }),
      attribute('display', 'string', 'The name of the group.', READ_ONLY),
      attribute('type', 'string', 'Whether the membership is direct.', {
        ...READ_ONLY,
        canonicalValues: ['direct', 'indirect'],
      }),
    ],
  }),
  multiValued('entitlements', 'Things that the user has.', attribute('value', 'string', 'An entitlement.')),
  multiValued('roles', 'Who the user is, such as Student.', attribute('value', 'string', 'A role.')),
  multiValued('x509Certificates', 'Certificates.', attribute('value', 'binary', 'One DER certificate, in base64.')),
])
