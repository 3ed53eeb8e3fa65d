import { exportJWK, importJWK, importPKCS8, type JWTVerifyOptions, jwtVerify, SignJWT } from 'jose'
import { configError } from '../../core/errors.js'
import { once } from '../../core/once.js'
import { toBase64 } from '../../crypto/base64.js'
import { hexDigest, keyedDigest } from '../../crypto/keyed-digest.js'

/** A key as it is used. Its algorithm is its own; what a token says of that is compared with it and never followed. */
export type SigningKey = {
  readonly kid: string
  readonly sign: (claims: Claims, typ: string) => Promise<string>
  /** @throws where it does not verify, or lacks what `wanted` asks for. */
  readonly verify: (token: string, wanted: JWTVerifyOptions) => Promise<Record<string, unknown>>
  /** A keyed digest of a text under a key that is derived for this alone: 64 digits of hexadecimal. */
  readonly digest: (text: string) => Promise<string>
}

export type Claims = Readonly<Record<string, string | number>>
type Nameless = (kid: string) => SigningKey

export const toHs256 =
  (secret: Uint8Array): Nameless =>
  (kid) =>
    signingKey(kid, 'HS256', async () => ({ signing: secret, verifying: secret, text: toBase64(secret) }))

export const toEdDsa =
  (pem: string): Nameless =>
  (kid) =>
    signingKey(kid, 'EdDSA', async () => {
      try {
        const { kty, crv, x, d } = await exportJWK(await importPKCS8(pem, 'EdDSA', { extractable: true }))
        const point = { kty: kty!, crv: crv!, x: x! }
        const [signing, verifying] = await Promise.all([
          importJWK({ ...point, d: d! }, 'EdDSA'),
          importJWK(point, 'EdDSA'),
        ])
        return { signing, verifying, text: d! }
      } catch (cause) {
        throw configError(`checkoutKeys: the privateKey of ${kid} is no Ed25519 key.`, undefined, cause)
      }
    })

type Key = Parameters<SignJWT['sign']>[0]

function signingKey(
  kid: string,
  alg: string,
  make: () => Promise<{ signing: Key; verifying: Key; text: string }>,
): SigningKey {
  const made = once(make)
  const digesting = once(async () => hexDigest(`shroff checkout digest\n${(await made()).text}`))
  return {
    kid,
    sign: async (claims, typ) => new SignJWT(claims).setProtectedHeader({ alg, kid, typ }).sign((await made()).signing),
    async verify(token, wanted) {
      const { payload } = await jwtVerify(token, (await made()).verifying, { ...wanted, algorithms: [alg] })
      return payload
    },
    digest: async (text) => (await keyedDigest(await digesting(), text)).toLowerCase(),
  }
}
