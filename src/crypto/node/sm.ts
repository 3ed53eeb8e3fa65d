import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  type KeyObject,
} from 'node:crypto'
import type { Crypto, NativeSm } from '../contract.js'
import { buffer, plain } from './bytes.js'

// OpenSSL has SM3, SM4 but for GCM, and SM2 signatures; BoringSSL (Bun, Electron) has none of them, and Deno its own. `sign` and `verify`
// of node:crypto put an empty user id into SM2; the older `createSign` and `createVerify` hash what they are given and nothing else.

const sm: NativeSm = {
  sm3(...parts) {
    const hash = createHash('sm3')
    for (const part of parts) hash.update(part)
    return plain(hash.digest())
  },
  sm4(mode, encrypts, key, iv, bytes) {
    const create = encrypts ? createCipheriv : createDecipheriv
    const cipher = create(`sm4-${mode}`, key, iv.length ? iv : null).setAutoPadding(false)
    return plain(Buffer.concat([cipher.update(bytes), cipher.final()]))
  },
  importPrivate: (pkcs8) => createPrivateKey({ key: buffer(pkcs8), format: 'der', type: 'pkcs8' }),
  importPublic: (spki) => createPublicKey({ key: buffer(spki), format: 'der', type: 'spki' }),
  sign: (key, digested) =>
    plain(
      createSign('sm3')
        .update(digested)
        .sign(key as KeyObject),
    ),
  verify: (key, digested, signature) =>
    createVerify('sm3')
      .update(digested)
      .verify(key as KeyObject, signature),
}

let found: { sm: NativeSm | undefined } | undefined

export const nativeSm: Crypto['nativeSm'] = () => {
  found ??= { sm: isRight() ? sm : undefined }
  return found.sm
}

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex')

/** What is there may be somebody else's: it must reproduce what is published, once, before anything relies on it. */
function isRight(): boolean {
  try {
    const hash = Buffer.from(sm.sm3(hex('616263'))).toString('hex')
    const key = hex('0123456789abcdeffedcba9876543210')
    const block = Buffer.from(sm.sm4('ecb', true, key, new Uint8Array(), key)).toString('hex')
    // GB/T 32905-2016, example 1; GB/T 32907-2016, example 1.
    return hash.startsWith('66c7f0f462eeedd9') && block === '681edf34d206965e86b3e94f536e4246' && verifies()
  } catch {
    return false
  }
}

/** The signature that a public SDK is tested with (wechatpay-java, BaseSM2Test.java): its Z, the message, r and s. */
function verifies(): boolean {
  const key = hex(`3059301306072a8648ce3d020106082a811ccf5501822d034200
    047bcd47f75ea19d04c0a72b4da70f57dd1b3f9337cc5dd1241881b913431939bf
    69a55ef6b46710c7e1724523d0f646dd694d2483976f6e850d466378fa8b2f7e`)
  const digested = hex('548fd2f1059484760b072617e583d811ee197c92ae286c4b6d4c9f90ead4fe92 6d657373616765')
  const signature = hex(`3046022100f7e51a7708ab7ba4b99efdad06682566c1278e97b5ffd76fa9a518af709b9fe9
    022100ee55a72e2d4a4f52254ae01f9239432d1a621146f653746a87f57f9c09388d39`)
  return sm.verify(sm.importPublic(key), digested, signature)
}
