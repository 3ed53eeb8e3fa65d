import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type KeyReading, readKeys } from '../../crypto/key.js'
import { inChinese } from '../chinese/chinese.js'
import { exits, fail } from '../fail.js'
import { readBytes } from '../files.js'
import type { Io } from '../io.js'
import { texts } from './texts.js'

/** Where the password of a PFX is: never on the command line, which other programs and the shell’s history see. */
export type PfxOptions = { passwordEnv?: string }

/**
 * Each key and certificate of a file, in whatever form; `-` is stdin.
 *
 * @throws one line for what cannot be read, without a character of it.
 */
export async function readKeyFile(io: Io, path: string, options: PfxOptions = {}): Promise<KeyReading[]> {
  const bytes = await readBytes(io, path, 1_000_000)
  const readings = readKeys(new Uint8Array(bytes))
  const [first] = readings
  if (first?.form === 'pkcs12') return readPfx(io, path, bytes, options)
  const broken = readings.find(({ form }) => form === 'unreadable')
  if (broken)
    fail(exits.usage, {
      en: `${path} holds ${broken.given}, and no key`,
      zh: `${path} 里没有可读的密钥：${inChinese(broken.given)}`,
    })
  return readings
}

type Forge = {
  pkcs12: { pkcs12FromAsn1(asn1: unknown, password: string): { getBags(what: object): Record<string, Bag[]> } }
  asn1: { fromDer(bytes: string): unknown; toDer(asn1: unknown): { getBytes(): string } }
  pki: {
    oids: Record<string, string>
    privateKeyToAsn1(key: unknown): unknown
    certificateToAsn1(certificate: unknown): unknown
  }
}
type Bag = { key?: unknown; cert?: unknown }

/** By node-forge, where the project has it: it reads the old ciphers that UnionPay’s files have. */
function readPfx(io: Io, path: string, bytes: Uint8Array, { passwordEnv }: PfxOptions): KeyReading[] {
  let forge: Forge
  try {
    // From the folder that the command runs in: npx keeps this package elsewhere.
    forge = createRequire(join(io.cwd, 'package.json'))('node-forge') as Forge
  } catch {
    return fail(exits.usage, {
      en: `${path} is a PFX: npm install node-forge, and it is read here; or take it apart by openssl pkcs12 -legacy -in ${path} -nodes -out key-and-certificate.pem`,
      zh: `${path} 是 PFX 文件：安装 node-forge（npm install node-forge）后可直接读取；或用 openssl pkcs12 -legacy -in ${path} -nodes -out key-and-certificate.pem 拆开`,
    })
  }
  const password = passwordEnv === undefined ? undefined : io.env[passwordEnv]
  if (password === undefined) return fail(exits.usage, texts.noPassword)
  try {
    const { asn1, pkcs12, pki } = forge
    const opened = pkcs12.pkcs12FromAsn1(asn1.fromDer(Buffer.from(bytes).toString('latin1')), password)
    const bags = (name: string) => opened.getBags({ bagType: pki.oids[name] })[pki.oids[name]!] ?? []
    const der = (tree: unknown) => new Uint8Array(Buffer.from(asn1.toDer(tree).getBytes(), 'latin1'))
    const keys = [...bags('pkcs8ShroudedKeyBag'), ...bags('keyBag')].map(({ key }) => der(pki.privateKeyToAsn1(key)))
    const certificates = bags('certBag').map(({ cert }) => der(pki.certificateToAsn1(cert)))
    return [...keys, ...certificates].flatMap((one) => readKeys(one))
  } catch {
    // Its words may quote what it has read.
    return fail(exits.usage, {
      en: `${path} cannot be opened: the password in ${passwordEnv} is wrong, or the file is damaged`,
      zh: `无法打开 ${path}：环境变量 ${passwordEnv} 中的密码不正确，或文件已损坏`,
    })
  }
}
