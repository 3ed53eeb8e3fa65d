import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { isShroffError } from 'shroff'
import { checkoutKeys, revokeToken } from 'shroff/checkout/session'
import { advanceClock } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { noon } from '../support/noon.js'
import { minute, openShop, second, secret } from './shop.js'

const key = new TextEncoder().encode(secret)
const claimsOf = (token: string): JWTPayload => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
const ed25519 = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function hs512(claims: JWTPayload): string {
  const text = `${base64url({ alg: 'HS512', kid: 'k1', typ: 'shroff-checkout+jwt' })}.${base64url(claims)}`
  return `${text}.${createHmac('sha512', key).update(text).digest('base64url')}`
}

/** Signed by somebody else's code, with the same secret unless told otherwise. */
const forge = (
  claims: JWTPayload,
  { alg = 'HS256', kid = 'k1', typ = 'shroff-checkout+jwt', by = key } = {} as {
    alg?: string
    kid?: string
    typ?: string
    by?: Uint8Array
  },
) => new SignJWT(claims).setProtectedHeader({ alg, kid, typ }).sign(by)

describe('a token', () => {
  it('says nothing of the sale, the payer or the money', async () => {
    const shop = await openShop()
    const { token } = await shop.open()
    const claims = claimsOf(token)
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'jti', 'sub'])
    expect(JSON.stringify(claims)).not.toMatch(/S0002001|2500/)
    expect(claims.exp! - noon.getTime() / 1000).toBe(20 * 60)
  })

  it('that is forged, foreign, expired or incomplete gets one answer, as one of an unknown sale does', async () => {
    const shop = await openShop()
    const { token } = await shop.open()
    const good = claimsOf(token)
    const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([one]) => one !== name))
    expect((await shop.browser(await forge(good)).status()).status).toBe(200)
    const [head, body, signature] = token.split('.') as [string, string, string]
    const tokens = {
      none: '',
      junk: 'a.b.c',
      unsigned: new UnsecuredJWT(good).encode(),
      'alg none in the header': `${base64url({ alg: 'none', kid: 'k1', typ: 'shroff-checkout+jwt' })}.${body}.`,
      'cut off': `${head}.${body}.${signature.slice(0, 20)}`,
      'HS512 under the same bytes': hs512(good),
      'another secret': await forge(good, { by: randomBytes(32) }),
      'an unknown kid': await forge(good, { kid: 'k2' }),
      'another typ': await forge(good, { typ: 'JWT' }),
      'another purpose': await forge({ ...good, aud: 'shroff-admin' }),
      'several purposes': await forge({ ...good, aud: ['shroff-checkout', 'shroff-admin'] }),
      expired: await forge({ ...good, exp: noon.getTime() / 1000 - 1 }),
      'of an unknown sale': await forge({ ...good, sub: '0'.repeat(32) }),
      'without exp': await forge(without('exp')),
      'without jti': await forge(without('jti')),
      'without aud': await forge(without('aud')),
      'without sub': await forge(without('sub')),
      endless: token + 'A'.repeat(2000),
    }
    for (const [which, text] of Object.entries(tokens)) {
      const browser = shop.browser(text)
      for (const answer of [await browser.status(), await browser.start('wechatpay', 'qr'), await browser.close()])
        expect([which, answer.status, answer.body]).toEqual([which, 401, { error: 'unknown' }])
    }
    expect(shop.calls).toEqual([])
  })

  it('of one order reads and moves no other', async () => {
    const shop = await openShop()
    const one = shop.browser((await shop.open()).token)
    const other = shop.browser((await shop.open({ saleId: 'S0002002', description: 'Green tea' })).token)
    expect((await other.status()).body.description).toBe('Green tea')
    await other.close()
    expect((await other.status()).body.status).toBe('closed')
    expect((await one.status()).body.status).toBe('open')
  })

  it('is renewed while the sale is open, and not once it is closed', async () => {
    const shop = await openShop()
    const { token } = await shop.open()
    expect((await shop.browser(token).status()).body).not.toHaveProperty('token')
    advanceClock(shop.mock, 11 * minute)
    const { body } = await shop.browser(token).status()
    expect(claimsOf(body.token!).exp).toBe((noon.getTime() + 31 * minute) / second)
    expect((await shop.browser(body.token!).close()).body).not.toHaveProperty('token')
    advanceClock(shop.mock, 10 * minute)
    expect((await shop.browser(token).status()).status).toBe(401)
  })

  it('replayed after the end reads, and cannot act', async () => {
    const shop = await openShop()
    const browser = shop.browser((await shop.open()).token)
    await browser.start('wechatpay', 'qr')
    await browser.close()
    const { length } = shop.made('createPayment')
    expect(await browser.start('wechatpay', 'qr')).toMatchObject({ status: 409, body: { error: 'ended' } })
    expect(await browser.status()).toMatchObject({ status: 200, body: { status: 'closed', offers: [] } })
    expect(shop.made('createPayment')).toHaveLength(length)
  })

  it('has several texts that verify, which count as one', async () => {
    const shop = await openShop()
    const { token } = await shop.open()
    // 43 characters stand for 32 bytes: two bits of the last one are spare.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = alphabet.indexOf(token.at(-1)!)
    const texts = [0, 1, 2, 3].map((spare) => token.slice(0, -1) + alphabet[(last & ~3) | spare])
    const statuses: number[] = []
    for (let call = 0; call < 122; call += 1) statuses.push((await shop.browser(texts[call % 4]!).status()).status)
    expect(new Set(texts).size).toBe(4)
    expect(statuses.slice(0, 120).every((status) => status === 200)).toBe(true)
    expect(statuses.slice(120)).toEqual([429, 429])
    advanceClock(shop.mock, minute)
    expect((await shop.browser(token).status()).status).toBe(200)
    expect(await revokeToken(texts[1]!, shop.checkout)).toBe(true)
    for (const text of texts) expect((await shop.browser(text).status()).status).toBe(401)
    expect((await shop.browser((await shop.open()).token).status()).status).toBe(200)
  })
})

describe('the keys', () => {
  it('are rotated by kid: the first signs, all verify', async () => {
    const shop = await openShop()
    const { token } = await shop.open()
    const newer = { kid: 'k2', privateKey: ed25519() }
    shop.checkout.keys = checkoutKeys([newer, { kid: 'k1', secret }])
    const { checkoutHandler } = await import('shroff/checkout/session')
    const handle = checkoutHandler({ gateways: shop.gateways, ...shop.checkout, clientIp: () => undefined })
    const { browserOf } = await import('./shop.js')
    expect((await browserOf(handle, token).status()).status).toBe(200)
    const { token: next } = await shop.open()
    expect(JSON.parse(Buffer.from(next.split('.')[0]!, 'base64url').toString())).toMatchObject({
      alg: 'EdDSA',
      kid: 'k2',
    })
    expect((await browserOf(handle, next).status()).status).toBe(200)
    // The other key's name does not make it the other key's.
    const crossed = await forge(claimsOf(next), { kid: 'k2' })
    expect((await browserOf(handle, crossed).status()).status).toBe(401)
    expect((await shop.browser(next).status()).status).toBe(401)
  })

  it.each([
    [
      'short bytes',
      { secret: new Uint8Array(31).map((_, place) => place) },
      /secret of k1 is weak: it stands for 31 bytes/,
    ],
    ['a short text', { secret: 'correct horse battery' }, /k1 is weak: it stands for 21 bytes/],
    ['32 digits of hexadecimal', { secret: randomBytes(16).toString('hex') }, /k1 is weak: it stands for 16 bytes/],
    ['24 bytes in base64', { secret: randomBytes(24).toString('base64') }, /k1 is weak: it stands for 24 bytes/],
    ['one letter', { secret: '!'.repeat(64) }, /k1 is weak: it repeats itself/],
    ['nothing', { secret: undefined }, /secret of k1 must be a text or bytes; it is not set/],
    ['the word undefined', { secret: 'undefined' }, /secret of k1 must be a text/],
    ['a key that is no PEM', { privateKey: 'abc' }, /privateKey of k1 must be PKCS#8 PEM/],
  ])('that are weak are refused by name: %s', (_which, given, message) => {
    let refused: unknown
    try {
      checkoutKeys([{ kid: 'k1', ...given } as never])
    } catch (error) {
      refused = error
    }
    expect(isShroffError(refused, 'CONFIG_INVALID')).toBe(true)
    expect((refused as Error).message).toMatch(message)
  })

  it('need names, each once', () => {
    expect(() => checkoutKeys([])).toThrow('one or more')
    expect(() => checkoutKeys([{ kid: '', secret }])).toThrow('keys.0.kid')
    expect(() =>
      checkoutKeys([
        { kid: 'a', secret },
        { kid: 'a', secret },
      ]),
    ).toThrow('the key a is there twice')
  })

  it('that are of another kind are named at their first use', async () => {
    const shop = await openShop()
    const pem = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    shop.checkout.keys = checkoutKeys([{ kid: 'k1', privateKey: pem }])
    await expect(shop.open()).rejects.toThrow('the privateKey of k1 is no Ed25519 key')
  })

  it('print nothing', () => {
    const keys = checkoutKeys([{ kid: 'k1', secret }])
    const printed = inspect(keys, { showHidden: true, depth: 9 }) + JSON.stringify(keys)
    expect(printed).toContain('k1')
    expect(printed).not.toContain(secret)
  })
})
