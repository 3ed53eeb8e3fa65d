import { describe, expect, it } from 'vitest'
import { project } from './project.js'

const shop = project('xrpl')

describe(`xrpl ${shop.version('xrpl')}, the official client`, () => {
  it('pays into the mock, verifies what is signed here, and submits it', async () => {
    expect((await shop.run('both-ways')).split('\n')).toEqual([
      // 50 less 6.25 and the fee.
      'ed25519 tesSUCCESS true tesSUCCESS 6250000 43.749988',
      'forged fails local checks: Invalid signature.',
      'ecdsa-secp256k1 tesSUCCESS true tesSUCCESS 6250000 43.749988',
      'forged fails local checks: Invalid signature.',
      'order paid exact 2',
      'ours true true 7',
      'refund tesSUCCESS tefALREADY tesSUCCESS succeeded',
      'ours true true 7',
      'refund tesSUCCESS tefALREADY tesSUCCESS succeeded',
      'history 4 true,true',
    ])
  })
})
