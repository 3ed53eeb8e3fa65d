import { decryptAesEcb, sha256, unwrapRsaPkcs1, verify } from '#crypto'
import { readForm } from '../codec/form.js'
import { parseJson } from '../codec/json.js'
import { ShroffError } from '../core/errors.js'
import { keepEvidence } from '../core/evidence.js'
import { mustBeConfigured } from '../core/keys.js'
import { markVerified, type Verified } from '../core/verified.js'
import { fromAnyBase64 } from '../crypto/base64.js'
import { concat, fromUtf8 } from '../crypto/bytes.js'
import type { Signer } from '../crypto/contract.js'
import { type Unwrap, type YeepayAccount, yeepaySecrets } from './account.js'
import { noticeParts } from './canonical.js'
import { applicationsOf } from './name.js'
import { readSignature } from './scheme.js'
import { isSigner, mustDecrypt } from './unwrap.js'

/** A notification, as it was signed. */
export type Notice = Readonly<Record<string, unknown>>

const nothing = () => new Uint8Array()
const keyLength = 16
const signatureLength = 256
/** Costs what any other costs to be verified; of zeros alone it would not. */
const noSignature = () => new Uint8Array(signatureLength).fill(0x55)

/**
 * Opens a notification: a key wrapped for the merchant by RSAES-PKCS1-v1_5, what it encrypts by AES-ECB, and inside of that the
 * text and YeePay's signature. Nothing before the signature vouches for anything, and who could tell which step fails could
 * decrypt by asking often enough (Bleichenbacher 1998). So each step is done once whatever the one before brought, a wrapping
 * that is none gives a key like any other, and there is one error for all of them.
 */
export async function openNotice(account: YeepayAccount, body: Uint8Array): Promise<Verified<Notice>> {
  const { response, application } = envelopeIn(body)
  const [wrapped = '', sealed = '', ...algorithms] = response.split('$')
  const held = yeepaySecrets(account)
  const { scheme, platformKeys } = held
  held.textIn = textIn
  const unwrap = await unwrapperOf(account)
  const [vouching] = await platformKeys(undefined)
  const ciphertext = fromAnyBase64(sealed) ?? nothing()
  const key = await unwrap(fromAnyBase64(wrapped) ?? nothing())
  const [json, signature] = noticeParts(textIn(key, ciphertext))
  const given = readSignature(scheme, signature)
  const fits = await verify(
    scheme.algorithm,
    vouching!,
    given?.length === signatureLength ? given : noSignature(),
    json || ciphertext,
  )
  const isOurs = application === undefined || applicationsOf(account).includes(application)
  if (!fits || !isOurs || algorithms.join('$') !== 'AES$SHA256')
    throw keepEvidence(unopened(), account, 'notice', { body })
  return markVerified(readJson(json), 'signature')
}

/** The two fields. Base64 that a client wrote into a form as it is has lost its pluses on the way. */
function envelopeIn(body: Uint8Array): { response: string; application: string | undefined } {
  let fields: Readonly<Record<string, string>>
  try {
    fields = readForm(body)
  } catch (error) {
    throw new ShroffError('BODY_INVALID', {
      problem: `The body is not the form that YeePay posts: ${(error as Error).message}.`,
      next: 'Hand over the bytes of the body as they came: docs/webhooks.md shows how in each framework.',
      authentic: false,
    })
  }
  const { response, customerIdentification: application } = fields
  if (response) return { response: response.replaceAll(' ', '+'), application }
  throw new ShroffError('SIGNATURE_MISSING', {
    problem: 'The body has no field response.',
    next: 'It is not YeePay’s notification, or something read it before; one of SM2 (国密) needs an account with sm.',
    authentic: false,
  })
}

/** Made once: what stands in for a key that is none must be the same each time, or asking twice would tell. */
function unwrapperOf(account: YeepayAccount): Promise<Unwrap> {
  const held = yeepaySecrets(account)
  held.unwrap ??= makeUnwrap(account)
  return held.unwrap
}

/** @throws `CONFIG_INVALID` where nothing here can open a notification. */
async function makeUnwrap(account: YeepayAccount): Promise<Unwrap> {
  const { privateKey, opener, vet } = yeepaySecrets(account)
  await vet()
  if (isSigner(privateKey)) return unwrapBySigner(account, privateKey)
  const key = await opener()
  return (wrapped) => unwrapRsaPkcs1(key, wrapped, keyLength).catch(mustBeConfigured)
}

/** Whatever the signer does not decrypt, an HSM that does not answer included, gives a key that nobody knows. */
function unwrapBySigner({ randomBytes }: YeepayAccount, signer: Signer): Unwrap {
  mustDecrypt(signer, 'RSAES-PKCS1-v1_5')
  const secret = randomBytes(32)
  return async (wrapped) => {
    const otherwise = (await sha256(concat(secret, wrapped))).subarray(0, keyLength)
    // Not `.catch`: what throws at once, or gives no promise, would tell by another error.
    try {
      const key: Uint8Array | undefined = await signer.decrypt!(wrapped)
      return key?.length === keyLength ? key : otherwise
    } catch {
      return otherwise
    }
  }
}

/** Empty for whatever does not decrypt to a text. */
function textIn(key: Uint8Array, ciphertext: Uint8Array): string {
  try {
    return fromUtf8(decryptAesEcb(key, ciphertext))
  } catch {
    return ''
  }
}

const unopened = () =>
  new ShroffError('SIGNATURE_INVALID', {
    problem:
      'The notification does not open with this account’s keys: its wrapping, its text or its signature is not right.',
    next: 'Which of them is not told, for that would let a stranger decrypt. `await ready(account)` and `await check(client)` prove the keys; hand over the bytes of the body as they came.',
    authentic: false,
  })

/** What was verified is said with the authority of the signature. */
export function readJson(text: string): Notice {
  try {
    const value = parseJson(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Notice
  } catch {}
  throw new ShroffError('BODY_INVALID', { problem: 'The notification holds no JSON object.', authentic: true })
}
