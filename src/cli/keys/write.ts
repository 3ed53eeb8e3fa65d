import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import { fingerprint, publicHalvesOf } from '../../crypto/fingerprint.js'
import type { KeyReading } from '../../crypto/key.js'
import { toPkcs8 } from '../../crypto/private-key.js'
import { toSpki } from '../../crypto/public-key.js'
import { isKeyProblem } from '../../crypto/refused.js'
import { sm } from '../../sm/index.js'
import { exits, fail } from '../fail.js'
import { cannotWrite, writePrivate } from '../files.js'
import { answer, type Io } from '../io.js'
import { line, say } from '../texts.js'
import { type PfxOptions, readKeyFile } from './input.js'
import { texts } from './texts.js'

/** What `shroff keys generate --json` prints. */
export const keysGenerateOutput = z.strictObject({
  algorithm: z.enum(['RSA', 'SM2']),
  bits: z.int(),
  fingerprint: z.string(),
  publicKey: z.string(),
  /** Absent with --stdout. */
  file: z.optional(z.string()),
  /** With --stdout alone. */
  privateKey: z.optional(z.string()),
})

/** What `shroff keys convert --json` prints. */
export const keysConvertOutput = z.strictObject({
  form: z.string(),
  private: z.boolean(),
  /** Absent where it went into a file. */
  key: z.optional(z.string()),
  file: z.optional(z.string()),
})

type Place = { out?: string; stdout?: boolean; force?: boolean }

export async function generate(
  io: Io,
  options: Place & { bits: string; sm2?: boolean; publicOut?: string },
): Promise<void> {
  const bits = options.sm2 ? 256 : Number(options.bits)
  if (!options.sm2 && ![2048, 3072, 4096].includes(bits)) fail(exits.usage, texts.noBits)
  // Asked first: making one takes a while.
  if ((options.out === undefined) === (options.stdout !== true)) fail(exits.usage, texts.bothOuts)
  const { privateKey, publicKey } = options.sm2 ? await sm.generateSm2KeyPair() : await rsaPair(bits)
  if (options.out !== undefined) writePrivate(io, options.out, privateKey, options)
  if (options.publicOut !== undefined) writePublic(io, options.publicOut, publicKey)
  const [spki] = options.sm2 ? [sm.publicHalf(publicKey)] : await publicHalvesOf(publicKey)
  const document = {
    algorithm: options.sm2 ? 'SM2' : 'RSA',
    bits,
    fingerprint: await fingerprint(spki!),
    publicKey,
    ...(options.out === undefined ? { privateKey } : { file: options.out }),
  } satisfies z.input<typeof keysGenerateOutput>
  const head = options.out === undefined ? privateKey : `${line(io, texts.wrote, options.out)} (0600)\n`
  const told = options.publicOut === undefined ? `${say(io, texts.upload)}\n${publicKey}` : ''
  answer(io, document, `${head}${told}`)
}

async function rsaPair(modulusLength: number): Promise<{ privateKey: string; publicKey: string }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength })
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }) as string,
  }
}

const forms = ['pkcs8', 'pkcs1', 'spki', 'jwk', 'bare'] as const
type Form = (typeof forms)[number]

export async function convert(
  io: Io,
  path: string,
  options: Place & PfxOptions & { to: string; public?: boolean },
): Promise<void> {
  const { to, out, stdout } = options
  if (!forms.includes(to as Form)) fail(exits.usage, texts.noForm)
  const [reading] = await readKeyFile(io, path, options)
  if (reading!.form === 'encrypted') fail(exits.usage, texts.encrypted)
  const key = keyOf(reading!, options.public === true || to === 'spki')
  const isPrivate = key.type === 'private'
  const text = written(key, to as Form)
  if (isPrivate && out === undefined && !stdout) fail(exits.usage, texts.bothOuts)
  if (out !== undefined && isPrivate) writePrivate(io, out, text, options)
  else if (out !== undefined) writePublic(io, out, text)
  const place = out === undefined ? { key: text } : { file: out }
  const document = { form: to, private: isPrivate, ...place } satisfies z.input<typeof keysConvertOutput>
  answer(io, document, out === undefined ? text : line(io, texts.wrote, `${out}${isPrivate ? ' (0600)' : ''}`))
}

function keyOf(reading: KeyReading, publicOnly: boolean): KeyObject {
  try {
    if (/^(pkcs8|pkcs1)$/.test(reading.form) || (reading.form === 'jwk' && reading.jwk.d !== undefined)) {
      const key = createPrivateKey({ key: Buffer.from(toPkcs8(reading, 'a key')), format: 'der', type: 'pkcs8' })
      return publicOnly ? createPublicKey(key) : key
    }
    return createPublicKey({ key: Buffer.from(toSpki(reading, 'a key')), format: 'der', type: 'spki' })
  } catch (error) {
    return fail(exits.usage, isKeyProblem(error) ? error.message : texts.notRsa)
  }
}

function written(key: KeyObject, to: Form): string {
  const type = key.type === 'private' ? 'pkcs8' : 'spki'
  if (to === 'jwk') return `${JSON.stringify(key.export({ format: 'jwk' }))}\n`
  if (to === 'bare') return `${(key.export({ format: 'der', type } as never) as Buffer).toString('base64')}\n`
  if (key.type !== 'private' && to !== 'spki') fail(exits.usage, texts.isPublic)
  return key.export({ format: 'pem', type: to } as never) as string
}

function writePublic(io: Io, path: string, text: string): void {
  try {
    writeFileSync(resolve(io.cwd, path), text)
  } catch (error) {
    cannotWrite(path, error)
  }
}
