import { createHash, createPublicKey } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import * as z from 'zod'
import { certificateSn } from '../../alipay/certificates.js'
import { publicHalvesOf } from '../../crypto/fingerprint.js'
import type { KeyReading } from '../../crypto/key.js'
import { readCertificate } from '../../crypto/x509.js'
import { type CertificateFacts, factsOf } from '../../doctor/key-facts.js'
import { sm } from '../../sm/index.js'
import { exits, fail } from '../fail.js'
import { answer, type Io } from '../io.js'
import { line, padded, say, type Text } from '../texts.js'
import { type PfxOptions, readKeyFile } from './input.js'
import { texts } from './texts.js'

/** What `shroff keys inspect --json` prints. */
export const keysInspectOutput = z.strictObject({
  keys: z.array(
    z.strictObject({
      form: z.string(),
      /** Absent for a key that is neither, or encrypted. */
      algorithm: z.optional(z.enum(['RSA', 'SM2'])),
      bits: z.optional(z.int()),
      fingerprint: z.optional(z.string()),
      certificate: z.optional(
        z.strictObject({
          serial: z.string(),
          serialDecimal: z.string(),
          /** Alipay’s way to number certificates (app_cert_sn). */
          alipaySn: z.string(),
          subject: z.string(),
          issuer: z.string(),
          notBefore: z.iso.datetime(),
          notAfter: z.iso.datetime(),
          expired: z.boolean(),
        }),
      ),
    }),
  ),
})

/** What `shroff keys serial --json` prints. */
export const keysSerialOutput = z.strictObject({
  serials: z.array(
    z.strictObject({ hex: z.string(), decimal: z.string(), read: z.enum(['certificate', 'hex', 'decimal']) }),
  ),
})

/** What `shroff keys thumbprint --json` prints. */
export const keysThumbprintOutput = z.strictObject({
  keys: z.array(
    z.strictObject({
      form: z.string(),
      /** RFC 7638, base64url. */
      jwk: z.string(),
      /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal; its first eight digits are what this library calls the fingerprint. */
      spki: z.string(),
      /** `x5t#S256`: SHA-256 of the certificate, base64url. */
      certificate: z.optional(z.string()),
    }),
  ),
})

type Inspected = z.output<typeof keysInspectOutput>['keys'][number]

export async function inspect(io: Io, path: string, options: PfxOptions): Promise<void> {
  const readings = await readKeyFile(io, path, options)
  const keys = await Promise.all(readings.map((reading) => inspectOne(io, reading)))
  const words = keys.map(({ form, algorithm, bits, fingerprint, certificate: of }) =>
    [
      `${say(io, form)}${algorithm ? `, ${algorithm}` : ''}${bits ? `, ${bits} ${say(io, texts.bitsOf)}` : ''}`,
      ...(fingerprint ? [row(io, texts.fingerprint, fingerprint)] : []),
      ...(of
        ? [
            row(io, texts.subject, of.subject),
            row(io, texts.issuer, of.issuer),
            row(io, texts.serialNumber, of.serial),
            row(io, texts.inDecimal, of.serialDecimal),
            row(io, texts.alipaySn, of.alipaySn),
            row(io, texts.valid, `${of.notBefore} – ${of.notAfter}${of.expired ? say(io, texts.expired) : ''}`),
          ]
        : []),
    ].join('\n'),
  )
  answer(io, { keys } satisfies z.input<typeof keysInspectOutput>, words.join('\n'))
}

const row = (io: Io, name: Text, value: string): string => `  ${padded(say(io, name), 14)}${value}`

async function inspectOne(io: Io, reading: KeyReading): Promise<Inspected> {
  const input = inputOf(reading)
  const half = sm.publicHalf(input)
  const known = await factsOf({ name: '', whose: 'merchant', input, ...(half && { half }) })
  const {
    form,
    bits,
    algorithm = bits === undefined ? undefined : ('RSA' as const),
    fingerprint,
    certificate,
  } = known!.facts
  return {
    form,
    ...(algorithm && { algorithm }),
    ...(bits !== undefined && { bits }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(certificate && 'der' in reading && { certificate: certificateOf(io, certificate, reading.der) }),
  }
}

function certificateOf(
  io: Io,
  { serial, serialDecimal, subject, issuer, notBefore, notAfter }: CertificateFacts,
  der: Uint8Array,
) {
  const alipaySn = certificateSn(readCertificate(der))
  const [from, to] = [notBefore, notAfter].map((date) => date.toISOString()) as [string, string]
  const expired = notAfter.getTime() < io.clock.now()
  return { serial, serialDecimal, alipaySn, subject, issuer, notBefore: from, notAfter: to, expired }
}

/** A reading is itself a key in one of the forms. */
const inputOf = (reading: KeyReading) =>
  reading.form === 'jwk' ? reading.jwk : 'der' in reading && reading.der.length > 0 ? reading.der : new Uint8Array()

export async function thumbprint(io: Io, path: string, options: PfxOptions): Promise<void> {
  const readings = await readKeyFile(io, path, options)
  const keys = await Promise.all(
    readings.map(async (reading) => {
      if (reading.form === 'encrypted') fail(exits.usage, texts.encrypted)
      const [spki] = await publicHalvesOf(inputOf(reading))
      if (!spki) return fail(exits.usage, texts.notRsa)
      const jwk = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }).export({ format: 'jwk' })
      const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes)
      return {
        form: reading.given,
        jwk: await calculateJwkThumbprint(jwk as Parameters<typeof calculateJwkThumbprint>[0]),
        spki: digest(spki).digest('hex'),
        ...(reading.form === 'certificate' && { certificate: digest(reading.der).digest('base64url') }),
      }
    }),
  )
  const words = keys.map(({ form, jwk, spki, certificate }) =>
    [
      say(io, form),
      `  jwk           ${jwk}`,
      `  spki          ${spki}`,
      ...(certificate ? [`  x5t#S256      ${certificate}`] : []),
    ].join('\n'),
  )
  answer(io, { keys } satisfies z.input<typeof keysThumbprintOutput>, words.join('\n'))
}

export async function serial(io: Io, given: string, options: { hex?: boolean; decimal?: boolean }): Promise<void> {
  const number = given.replace(/^0x/i, '').replace(/[: ]/g, '')
  const isNumber = /^[0-9a-f]{1,64}$/i.test(number) || /^\d{1,80}$/.test(number)
  const serials = isNumber
    ? readNumber(number, options)
    : (await serialsOfFile(io, given)).map((found) => ({ ...found, read: 'certificate' as const }))
  const lines = serials.map(({ hex, decimal, read }) =>
    line(io, readAs[read], `${say(io, texts.inHex)} ${hex}, ${say(io, texts.decimalNumber)} ${decimal}`),
  )
  answer(io, { serials } satisfies z.input<typeof keysSerialOutput>, lines.join('\n'))
}

const readAs = { certificate: texts.certificate, hex: texts.asHex, decimal: texts.asDecimal }

function readNumber(number: string, { hex, decimal }: { hex?: boolean; decimal?: boolean }) {
  const canBeDecimal = /^\d+$/.test(number)
  if (decimal && !canBeDecimal) fail(exits.usage, texts.noNumber)
  const asHex = { ...bothOf(BigInt(`0x${number}`)), read: 'hex' as const }
  const asDecimal = canBeDecimal ? [{ ...bothOf(BigInt(number)), read: 'decimal' as const }] : []
  return [...(decimal ? [] : [asHex]), ...(hex ? [] : asDecimal)]
}

/** In whole bytes, as certificates have them. */
function bothOf(number: bigint) {
  const digits = number.toString(16).toUpperCase()
  return { hex: digits.padStart(digits.length + (digits.length % 2), '0'), decimal: number.toString() }
}

async function serialsOfFile(io: Io, path: string) {
  const readings = await readKeyFile(io, path)
  const found = readings.flatMap((reading) => {
    if (reading.form !== 'certificate') return []
    const { serial: hex, serialDecimal: decimal } = readCertificate(reading.der)
    return [{ hex, decimal }]
  })
  return found.length > 0 ? found : fail(exits.usage, texts.noCertificate)
}
