import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { keysInspectOutput, keysSerialOutput, keysThumbprintOutput } from '../../src/cli/keys/inspect.js'
import { keysConvertOutput, keysGenerateOutput } from '../../src/cli/keys/write.js'
import { folder } from './folder.js'
import { run } from './run.js'

// What is expected is what openssl says of the same files.
const cwd = folder()
const openssl = (...parameters: string[]) =>
  execFileSync('openssl', parameters, { cwd, stdio: ['ignore', 'pipe', 'ignore'] })
const json = async (...parameters: string[]) => JSON.parse((await run([...parameters, '--json'], { cwd })).out)

beforeAll(() => {
  const subject = '/C=CN/O=Tea House/CN=1900000001'
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'key.pem',
    '-out',
    'cert.pem',
    '-subj',
    subject,
    '-set_serial',
    '0x5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    '-days',
    '30',
  )
  openssl('rsa', '-in', 'key.pem', '-traditional', '-out', 'old.pem')
  openssl('pkey', '-in', 'key.pem', '-pubout', '-out', 'public.pem')
  openssl('x509', '-in', 'cert.pem', '-outform', 'DER', '-out', 'cert.der')
  openssl('pkcs12', '-export', '-inkey', 'key.pem', '-in', 'cert.pem', '-passout', 'pass:oolong', '-out', 'file.pfx')
})

describe('shroff keys', () => {
  it('generate: a pair of which openssl says that it is one', async () => {
    const made = keysGenerateOutput.parse(
      await json('keys', 'generate', '--out', 'made.pem', '--public-out', 'made.pub'),
    )
    expect(statSync(join(cwd, 'made.pem')).mode & 0o777).toBe(0o600)
    expect(openssl('pkey', '-in', 'made.pem', '-pubout').toString()).toBe(made.publicKey)
    expect(readFileSync(join(cwd, 'made.pub'), 'utf8')).toBe(made.publicKey)
    expect(made).not.toHaveProperty('privateKey')
    const again = await run(['keys', 'generate', '--out', 'made.pem'], { cwd })
    expect([again.exit, again.err]).toEqual([2, 'shroff: made.pem exists; with --force it is overwritten\n'])
    const shown = keysGenerateOutput.parse(await json('keys', 'generate', '--stdout'))
    expect(shown.privateKey).toContain('BEGIN PRIVATE KEY')
    expect((await run(['keys', 'generate'], { cwd })).err).toBe('shroff: give --out or --stdout\n')
  })

  it('generate --sm2: a pair of the curve that openssl calls SM2, and inspect knows it and others of SM2', async () => {
    const made = keysGenerateOutput.parse(await json('keys', 'generate', '--sm2', '--out', 'sm2.pem'))
    expect(made).toMatchObject({ algorithm: 'SM2', bits: 256 })
    expect(openssl('pkey', '-in', 'sm2.pem', '-pubout').toString()).toBe(made.publicKey)
    expect(openssl('pkey', '-in', 'sm2.pem', '-noout', '-text').toString()).toContain('SM2')
    openssl('genpkey', '-algorithm', 'SM2', '-out', 'theirs.pem')
    openssl(
      'req',
      '-x509',
      '-new',
      '-key',
      'theirs.pem',
      '-sm3',
      '-subj',
      '/CN=sm2',
      '-days',
      '1',
      '-out',
      'theirs.crt',
    )
    const inspected = async (file: string) => keysInspectOutput.parse(await json('keys', 'inspect', file)).keys[0]
    const sm2 = { form: 'a private key (PKCS#8)', algorithm: 'SM2' }
    expect(await inspected('sm2.pem')).toEqual({ ...sm2, fingerprint: made.fingerprint })
    const theirs = await inspected('theirs.pem')
    expect(theirs).toMatchObject(sm2)
    expect(await inspected('theirs.crt')).toMatchObject({
      algorithm: 'SM2',
      fingerprint: theirs!.fingerprint,
      certificate: { subject: 'sm2' },
    })
  })

  it('convert: the same forms as openssl writes', async () => {
    const text = (file: string) => readFileSync(join(cwd, file), 'utf8')
    await run(['keys', 'convert', 'key.pem', '--to', 'pkcs1', '--out', 'out.pem'], { cwd })
    expect([text('out.pem'), statSync(join(cwd, 'out.pem')).mode & 0o777]).toEqual([text('old.pem'), 0o600])
    expect((await run(['keys', 'convert', 'old.pem', '--to', 'pkcs8', '--stdout'], { cwd })).out).toBe(text('key.pem'))
    expect((await run(['keys', 'convert', 'cert.der', '--to', 'spki'], { cwd })).out).toBe(text('public.pem'))
    const bare = openssl('pkey', '-in', 'key.pem', '-pubout', '-outform', 'DER').toString('base64')
    expect(keysConvertOutput.parse(await json('keys', 'convert', 'key.pem', '--to', 'bare', '--public'))).toEqual({
      form: 'bare',
      private: false,
      key: `${bare}\n`,
    })
    const jwk = JSON.parse((await run(['keys', 'convert', 'public.pem', '--to', 'jwk'], { cwd })).out)
    expect(Object.keys(jwk).sort()).toEqual(['e', 'kty', 'n'])
    const kept = await run(['keys', 'convert', 'key.pem', '--to', 'bare'], { cwd })
    expect([kept.exit, kept.out, kept.err]).toEqual([2, '', 'shroff: give --out or --stdout\n'])
  })

  it('inspect: the facts of a certificate and its key, and no secret', async () => {
    const [certificate] = keysInspectOutput.parse(await json('keys', 'inspect', 'cert.pem')).keys
    const told = openssl('x509', '-in', 'cert.der', '-inform', 'DER', '-noout', '-serial').toString().trim()
    expect(`serial=${certificate!.certificate!.serial}`).toBe(told)
    expect(certificate).toMatchObject({
      bits: 2048,
      certificate: { subject: '1900000001', issuer: '1900000001', expired: false },
    })
    const spki = openssl('pkey', '-in', 'key.pem', '-pubout', '-outform', 'DER')
    const digest = createHash('sha256').update(spki).digest('hex')
    expect(certificate!.fingerprint).toBe(digest.slice(0, 8))
    for (const file of ['key.pem', 'old.pem', 'public.pem', 'cert.der'])
      expect(keysInspectOutput.parse(await json('keys', 'inspect', file)).keys[0]!.fingerprint).toBe(digest.slice(0, 8))
    const { out } = await run(['keys', 'inspect', 'key.pem'], { cwd })
    expect(out).toBe(`a private key (PKCS#8), RSA, 2048 bits\n  fingerprint   ${digest.slice(0, 8)}\n`)
  })

  it('serial: both notations, of a certificate and of a number', async () => {
    const hex = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1'
    const decimal = BigInt(`0x${hex}`).toString()
    const of = async (...given: string[]) => keysSerialOutput.parse(await json('keys', 'serial', ...given)).serials
    expect(await of('cert.pem')).toEqual([{ hex, decimal, read: 'certificate' }])
    expect(await of(hex.toLowerCase())).toEqual([{ hex, decimal, read: 'hex' }])
    expect(await of(decimal, '--decimal')).toEqual([{ hex, decimal, read: 'decimal' }])
    // UnionPay’s certId of its test certificate, as its documentation shows it.
    expect(await of('68759529225')).toEqual([
      { hex: '068759529225', decimal: '7178388935205', read: 'hex' },
      { hex: '1002632709', decimal: '68759529225', read: 'decimal' },
    ])
  })

  it('thumbprint: by JWK, key and certificate', async () => {
    const [found] = keysThumbprintOutput.parse(await json('keys', 'thumbprint', 'cert.pem')).keys
    const der = readFileSync(join(cwd, 'cert.der'))
    expect(found!.certificate).toBe(createHash('sha256').update(der).digest('base64url'))
    const { n, e } = JSON.parse((await run(['keys', 'convert', 'public.pem', '--to', 'jwk'], { cwd })).out)
    // RFC 7638, section 3.1: the required members in this order, without blanks.
    expect(found!.jwk).toBe(createHash('sha256').update(`{"e":"${e}","kty":"RSA","n":"${n}"}`).digest('base64url'))
  })

  it('a PFX without node-forge: the command that takes it apart, which then can be inspected', async () => {
    const { exit, err } = await run(['keys', 'inspect', 'file.pfx'], { cwd })
    const [, command] = /(openssl pkcs12 -legacy .*)\n/.exec(err)!
    execFileSync(`${command} -passin pass:oolong`, { cwd, shell: '/bin/sh', stdio: 'ignore' })
    const { keys } = keysInspectOutput.parse(await json('keys', 'inspect', 'key-and-certificate.pem'))
    expect([exit, keys.map(({ form }) => form).sort()]).toEqual([2, ['a certificate', 'a private key (PKCS#8)']])
  })

  it('wrong input is refused in one line, without a character of it', async () => {
    writeFileSync(join(cwd, 'noise.pem'), '-----BEGIN PRIVATE KEY-----\noolong-7f3a')
    const { exit, err } = await run(['keys', 'inspect', 'noise.pem'], { cwd })
    expect([exit, err.split('\n').length, err.includes('oolong')]).toEqual([2, 2, false])
    expect((await run(['keys', 'serial', 'public.pem'], { cwd })).err).toMatch(/holds no certificate/)
    expect((await run(['keys', 'convert', 'public.pem', '--to', 'pkcs8'], { cwd })).err).toMatch(/this is a public key/)
  })
})
