import { expect, it } from 'vitest'
import { vectors } from '../vectors/xrpl-signed.js'
import { isSigned, readBlob } from './xrpl.js'

const blobs = vectors.flatMap(({ name, input, expected }) => {
  const { tx_blob = (input as { tx_blob?: string }).tx_blob } = expected as { tx_blob?: string }
  return tx_blob === undefined ? [] : [{ name, tx_blob }]
})

it.each(blobs)('a byte of $name that is changed is noticed, wherever it is', ({ tx_blob }) => {
  const bytes = Buffer.from(tx_blob, 'hex')
  expect(isSigned(tx_blob)).toBe(true)
  // Each tenth: a signature on the curve is slow to verify by hand.
  for (let at = 1; at < bytes.length; at += 10) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1
    const isGood = () => isSigned(changed.toString('hex').toUpperCase())
    expect(notThrowing(isGood), String(at)).toBe(false)
  }
})

it.each(blobs)('$name is read to its end, and no further', ({ tx_blob }) => {
  expect(() => readBlob(tx_blob.slice(0, -2))).toThrow()
  expect(() => readBlob(`${tx_blob}00`)).toThrow()
})

function notThrowing(ask: () => boolean): boolean {
  try {
    return ask()
  } catch {
    return false
  }
}
