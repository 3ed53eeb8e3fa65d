import { AlipaySdk } from 'alipay-sdk'
import { acknowledge, receiveNotice, receiveWebhook } from 'shroff/alipay'
import { describe, expect } from 'vitest'
import { notificationText, requestText } from '../../src/alipay/canonical.js'
import { readForm } from '../../src/codec/form.js'
import { canonicalText, judgeMessage } from '../oracle/alipay.js'
import { accountOf, merchantPem } from '../support/alipay.js'
import { codeOf } from '../support/failure.js'
import { messages } from '../vectors/alipay/messages.js'
import type { AlipayVector } from '../vectors/alipay/sample.js'
import { type Checks, testSamples } from '../vectors/flip.js'

/** What its code says of the parameters, as a framework gives them to it. */
const sdkTakes = (publicKey: string, params: Record<string, string>) =>
  new AlipaySdk({ appId: params.app_id!, privateKey: merchantPem, alipayPublicKey: publicKey }).checkNotifySignV2(
    params,
  )

const checks: Checks<AlipayVector> = {
  async 'v2-message-verify'({ input, expected, publicKeyPem }) {
    const { params, contentType, formBody } = input
    const body = new Uint8Array(Buffer.from(formBody))
    const incoming = { headers: { 'content-type': contentType }, body }
    const { app_id: appId } = params

    // The oracle: every letter, and the signature over the bytes as they came.
    const judged = judgeMessage(incoming, { publicKey: publicKeyPem!, appId })
    expect(judged).toEqual(params)
    const dropped = Object.keys(params).filter((name) => !`&${expected.canonicalString}`.includes(`&${name}=`))
    expect(dropped.sort()).toEqual(expected.excluded)
    expect(canonicalText(params, ...dropped)).toBe(expected.canonicalString)
    const changed = { ...incoming, body: new Uint8Array(Buffer.from(formBody.replace('notify_id=2', 'notify_id=3'))) }
    expect(() => judgeMessage(changed, { publicKey: publicKeyPem!, appId })).toThrow('sign does not verify')
    expect(expected.valid).toBe(true)
    if ('officialNodeSdk' in expected) expect(sdkTakes(publicKeyPem!, params)).toBe(expected.officialNodeSdk)

    // The library: the same text; it is received by the door that the topic asks for, and by no other.
    const keeps = !expected.excluded.includes('sign_type')
    expect((keeps ? requestText : notificationText)(params)).toBe(expected.canonicalString)
    const account = accountOf({}, { appId, alipayPublicKey: publicKeyPem!, sellerId: undefined } as object)
    expect(await (await acknowledge(account, 'received')).text()).toBe(expected.reply)
    if (expected.signedBytesBase64) {
      const bytes = Buffer.from(expected.signedBytesBase64, 'base64')
      // Node's decoder skips what is no Base64.
      expect(bytes.toString('base64')).toBe(expected.signedBytesBase64)
      expect(new TextDecoder('gbk', { fatal: true }).decode(bytes)).toBe(expected.canonicalString)
      return
    }
    expect(readForm(formBody)).toEqual(params)
    const [right, wrong] = keeps ? [receiveNotice, receiveWebhook] : [receiveWebhook, receiveNotice]
    expect(await right(account, incoming)).toMatchObject({ type: 'other', id: params.notify_id, raw: params })
    expect(await codeOf(wrong(account, incoming))).toBe('SIGNATURE_INVALID')
  },
}

describe('messages named by msg_method', () => testSamples(messages, checks))
