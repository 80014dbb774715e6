/** Texts that have broken something somewhere: in SQL, JSON, JavaScript, URLs, comparisons or clocks. */

const LETTER = 'a'

export const HOSTILE_TEXTS: readonly string[] = [
  ...['', ' ', '\0', 'a\0b', '\t\r\n', '\u0001', '\u001f', '\u007f', '\u0085', '\u2028', '\u202e', '\ufeff'],
  ...[
    "'",
    "''",
    "'; drop table directory_user; --",
    '"',
    '""',
    '\\',
    '\\"',
    '%',
    '_',
    '%_%',
    '*',
    '?',
    '$1',
    '$$',
    ':x',
  ],
  ...['(', ')', '[', ']', '{', '}', '{}', '[]', '{{7*7}}', '$' + '{7*7}', '--', '/*', '*/', ';', '|', '&', '<script>'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'then'],
  ...['null', 'undefined', 'true', 'false', 'True', 'NaN', 'Infinity', '-0', '1e400', '0x10', '9'.repeat(400), '1.5'],
  ...['../../etc/passwd', '/Users/', 'bulkId:x', 'urn:ietf:params:scim:schemas:core:2.0:User', 'urn:', 'a:b:c'],
  ...['ß', 'SS', 'İ', 'ı', 'ﷺ', 'ﷺ'.repeat(300), 'e\u0301'.repeat(50), '\u{1F600}', '\u{10FFFF}', '\uFFFD', '𝕏', 'ǆ'],
  ...['2024-02-30T00:00:00Z', '9999-12-31T23:59:59.999999999+14:00', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
  ...[
    '+275760-09-13T00:00:00Z',
    '-271821-04-20T00:00:00Z',
    '2024-06-30T23:59:60Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01',
  ],
  ...[
    '0190a000-0000-7000-8000-00000000ffff',
    '0190A000-0000-7000-8000-00000000FFFF',
    '{0190a000000070008000000000000000}',
  ],
  ...[LETTER.repeat(512), LETTER.repeat(513), LETTER.repeat(9_000), 'é'.repeat(2_000), '😀'.repeat(1_500)],
]

/** JSON tokens that no JavaScript value makes. */
export const HOSTILE_TOKENS: readonly string[] = [
  ...[
    '1e400',
    '-1e400',
    '1e-400',
    '-0',
    '0.1',
    '9007199254740993',
    '1'.repeat(400),
    'null',
    'true',
    'false',
    '[]',
    '{}',
  ],
  ...['""', '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"\\uD83D"', '[null]', '[[]]', '[{}]', '{"":""}'],
  ...['{"__proto__":{"x":1}}', '{"constructor":{"prototype":{"x":1}}}', '{"value":{"value":{"value":1}}}'],
  ...['{"$ref":null,"value":"x"}', '{"then":1}', '{"toJSON":1}', '{"length":1e9}', '[1,"a",null,{},[]]'],
  ...['NaN', 'undefined', "'x'", '01', '+1', '.5', '1.', '"\t"', '"\\x"', '[1,]', '{"a":1,}', '// x', '\u00a0'],
]
