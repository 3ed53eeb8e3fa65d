import assert from 'node:assert/strict'
import { qrSvg } from 'shroff/qr'
import { type Case, microseconds, takeTurns, times } from '../measure.js'
import { drawings, matrix } from '../peers/qr.js'
import { report } from '../result.js'
import { inTurn } from '../shop.js'

const texts = Array.from({ length: 64 }, (_, place) =>
  `https://shop.example/pay/${String(place * 7919 + 1).padStart(10, '0')}`.padEnd(60, 'k'),
)
assert.ok(texts.every((text) => text.length === 60))

const all = { shroff: (text: string) => qrSvg(text), ...drawings }
const sizes = new Map<string, number>()
const cases: Case[] = []
for (const [name, draw] of Object.entries(all)) {
  const [one, other] = [await draw(texts[0]!), await draw(texts[1]!)]
  // That it reads back is for test/qr; here only that each draws what it was given.
  assert.match(one, /<svg/)
  assert.notEqual(one, other, name)
  sizes.set(name, Buffer.byteLength(one))
  const next = inTurn(texts)
  cases.push({ name, run: () => draw(next()) })
}
const next = inTurn(texts)
cases.push({ name: 'the matrix of qr alone', run: () => matrix(next()) })

const measured = await takeTurns(cases)
const speed = measured.speed('shroff', 'qr, optimised')
const bytes = sizes.get('shroff')!
report({
  title: 'A QR code as SVG',
  text: 'A URL of 60 characters at level M with a border of four modules. 64 different ones by turns.',
  tables: [
    {
      columns: ['', 'µs', 'middle half', 'qr = 1', 'bytes of SVG'],
      rows: cases.map(({ name }) => [
        name,
        microseconds(measured.wall(name)),
        measured.spread(name),
        times(measured.speed(name, 'qr, optimised')),
        sizes.has(name) ? String(sizes.get(name)) : '',
      ]),
    },
  ],
  goals: [
    {
      job: 'QR code to SVG, 60-character URL, level M',
      goal: '≥ 1.2 × the optimised SVG of `qr`',
      figure: `${times(speed)} ×`,
      met: speed >= 1.2,
    },
    { job: 'the same: bytes of SVG', goal: '≤ 2 048', figure: String(bytes), met: bytes <= 2048 },
  ],
})
