import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseXml, writeXml } from '../../../src/codec/xml.js'

describe('what is not a flat document is refused', () => {
  test.each([
    ['nothing', ''],
    ['JSON', '{"return_code":"SUCCESS"}'],
    ['a page of a proxy', '<html><body>Gateway Timeout</body></html>'],
    ['another root', '<root><a>1</a></root>'],
    ['two roots', '<xml><a>1</a></xml><xml><b>1</b></xml>'],
    ['no end', '<xml><a>1</a>'],
    ['text behind the end', '<xml><a>1</a></xml>x'],
    ['text between fields', '<xml><a>1</a>x<b>2</b></xml>'],
    ['a DOCTYPE', '<!DOCTYPE xml [<!ENTITY e "x">]><xml><a>1</a></xml>'],
    ['an entity of its own', '<xml><a>&e;</a></xml>'],
    ['an external entity', '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><a>&xxe;</a></xml>'],
    ['an attribute', '<xml><a b="c">1</a></xml>'],
    ['an attribute of the root', '<xml a="b"><a>1</a></xml>'],
    ['nesting', '<xml><a><b>1</b></a></xml>'],
    ['a comment', '<xml><!-- x --><a>1</a></xml>'],
    ['an instruction', '<xml><?php x ?><a>1</a></xml>'],
    ['a repeated name', '<xml><a>1</a><a>2</a></xml>'],
    ['a repeated name, once empty', '<xml><a>1</a><a/></xml>'],
    ['tags that do not match', '<xml><a>1</b></xml>'],
    ['an unclosed tag', '<xml><a>1</xml>'],
    ['an unclosed CDATA', '<xml><a><![CDATA[1</a></xml>'],
    ['text beside CDATA', '<xml><a>1<![CDATA[2]]></a></xml>'],
    ['the end of a CDATA in text', '<xml><a>1]]></a></xml>'],
    ['a bare ampersand', '<xml><a>Tea & more</a></xml>'],
    ['an entity without its end', '<xml><a>&amp</a></xml>'],
    ['an entity that is no character', '<xml><a>&#0;</a></xml>'],
    ['a surrogate by number', '<xml><a>&#xD800;</a></xml>'],
    ['a number past the last character', '<xml><a>&#x110000;</a></xml>'],
    ['a control character', '<xml><a>\u0001</a></xml>'],
    ['a name that is none', '<xml><1a>1</1a></xml>'],
    ['a long name', `<xml><${'a'.repeat(65)}>1</${'a'.repeat(65)}></xml>`],
    ['too many fields', `<xml>${Array.from({ length: 257 }, (_, n) => `<f${n}>1</f${n}>`).join('')}</xml>`],
    ['too many characters', `<xml><a>${'1'.repeat(65_536)}</a></xml>`],
  ])('%s', (_, text) => {
    expect(() => parseXml(text)).toThrow(SyntaxError)
  })
})

test('reads text, CDATA, entities and empty fields as they stand', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<xml>
  <return_code><![CDATA[SUCCESS]]></return_code>
  <total_fee>1e5</total_fee>
  <attach><![CDATA[<b>&amp; "x" </b>]]></attach>
  <body>&lt;&gt;&amp;&quot;&apos;&#20013;&#x4e2d; 茶 </body>
  <empty></empty>
  <none/>
  <data><![CDATA[]]></data>
  <__proto__>text</__proto__>
</xml>
`
  const fields = parseXml(text)
  expect(Object.entries(fields)).toEqual([
    ['return_code', 'SUCCESS'],
    ['total_fee', '1e5'],
    ['attach', '<b>&amp; "x" </b>'],
    ['body', '<>&"\'中中 茶 '],
    ['empty', ''],
    ['none', ''],
    ['data', ''],
    ['__proto__', 'text'],
  ])
  expect(Object.getPrototypeOf(fields)).toBeNull()
})

test('writes what any reader of XML reads back, and leaves out what is empty', () => {
  expect(writeXml({ a: '1', b: '', c: undefined, d: 'x < y && z > 0\r\n茶' })).toBe(
    '<xml><a>1</a><d>x &lt; y &amp;&amp; z &gt; 0&#13;\n茶</d></xml>',
  )
})

test('a text never becomes another field, and garbage never anything but a SyntaxError', () => {
  const allowed = (character: string) => (character >= ' ' && character < '\ufffe') || /[\t\n\r]/.test(character)
  const characters = fc.string({ unit: 'grapheme' }).filter((text) => Array.from(text).every(allowed))
  fc.assert(
    fc.property(characters, (text) => {
      expect(parseXml(writeXml({ field: text, last: 'x' }))).toEqual(
        Object.assign(Object.create(null), text ? { field: text, last: 'x' } : { last: 'x' }),
      )
    }),
  )
  const pieces = fc.constantFrom(
    '<xml>',
    '</xml>',
    '<a>',
    '</a>',
    '<![CDATA[',
    ']]>',
    '&',
    '&amp;',
    ';',
    'x',
    '<',
    '/>',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      try {
        parseXml(parts.join(''))
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError)
      }
    }),
    { numRuns: 1000 },
  )
})
