import { createPublicKey } from 'node:crypto'
import { expect, it } from 'vitest'
import { accountOf } from '../support/alipay.js'
import { certificateFiles, serials } from '../support/alipay-certificates.js'
import { rsa2048 } from '../vectors/crypto.js'
import { certificateSerial, rootSerial } from './alipay.js'

it('computes the serials that openssl and md5sum gave', () => {
  expect(certificateSerial(certificateFiles.app)).toBe(serials.app)
  expect(certificateSerial(certificateFiles.alipay)).toBe(serials.alipay)
  expect(rootSerial(certificateFiles.root)).toBe(serials.root)
  expect(createPublicKey(certificateFiles.alipay).equals(createPublicKey(rsa2048.privateKey))).toBe(true)
  expect(accountOf({ certificate: true }).certificateSns).toEqual(serials)
})
