import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import * as z from 'zod'
import { alipay } from '../alipay/account.js'
import { optionRules as alipayRules, certificateRules } from '../alipay/options.js'
import { antom } from '../antom/account.js'
import { optionRules as antomRules } from '../antom/options.js'
import { baidu } from '../baidu/account.js'
import { optionRules as baiduRules } from '../baidu/options.js'
import { circle } from '../circle/account.js'
import { optionRules as circleRules } from '../circle/options.js'
import type { Clock, ReceivingAccount } from '../core/account.js'
import { type LakalaOptions, lakala } from '../lakala/account.js'
import { optionRules as lakalaRules } from '../lakala/options.js'
import { qqpay } from '../qqpay/account.js'
import { optionRules as qqpayRules } from '../qqpay/options.js'
import { ripplePayments } from '../ripple-payments/account.js'
import { optionRules as ripplePaymentsRules } from '../ripple-payments/options.js'
import { sm } from '../sm/suite.js'
import { unionpay } from '../unionpay/account.js'
import { optionRules as unionpayRules } from '../unionpay/options.js'
import { wechatpay } from '../wechatpay/account.js'
import { optionRules as wechatpayRules } from '../wechatpay/options.js'
import { xrpl } from '../xrpl/account.js'
import { optionRules as xrplRules } from '../xrpl/options.js'
import { type YeepayOptions, yeepay } from '../yeepay/account.js'
import { optionRules as yeepayRules } from '../yeepay/options.js'
import { exits, fail } from './fail.js'
import { readText } from './files.js'
import type { Io } from './io.js'
import { readShape } from './shape.js'

/** An account as it is configured; what is wrong with it shows when it is opened. */
export type Configured = {
  readonly provider: Provider
  /** Where it stands, such as `shroff.config.json, accounts[0]` or `environment`. */
  readonly from: string
  /** Its private key stands in the configuration itself, in clear. */
  readonly inline: boolean
  /** @throws `CONFIG_INVALID` by the account itself. */
  open(changes?: { clock?: Clock }): ReceivingAccount
}

export type Config = {
  readonly accounts: readonly Configured[]
  /** Addresses that providers call. */
  readonly notifyUrls: readonly string[]
}

/** With the algorithms of its bodies, which no configuration can name. */
const lakalaWithSm = (options: LakalaOptions) => lakala(options.bodyKey === undefined ? options : { ...options, sm })

/** The same of its signatures: certificates under their serials are of SM2. */
const yeepayWithSm = (options: YeepayOptions) =>
  yeepay(options.platformKeys === undefined ? options : ({ ...options, sm } as YeepayOptions))

/** How an account is made, and which options it has. */
const makers = {
  wechatpay: [wechatpay, wechatpayRules],
  alipay: [alipay, alipayRules],
  unionpay: [unionpay, unionpayRules],
  antom: [antom, antomRules],
  xrpl: [xrpl, xrplRules],
  circle: [circle, circleRules],
  'ripple-payments': [ripplePayments, ripplePaymentsRules],
  lakala: [lakalaWithSm, lakalaRules],
  qqpay: [qqpay, qqpayRules],
  yeepay: [yeepayWithSm, yeepayRules],
  baidu: [baidu, baiduRules],
} as const
export type Provider = keyof typeof makers
export const providers = Object.keys(makers) as [Provider, ...Provider[]]

export const optionsOf = (provider: Provider): readonly string[] => Object.keys(makers[provider][1])

const tooMany = 'must not have more than 100'

/** `shroff.config.json`: options as the accounts take them; any text may be `{ "file": … }` or `{ "env": … }` in its place. */
export const configFile = z.strictObject({
  accounts: z.array(z.looseObject({ provider: z.enum(providers) })).max(100, tooMany),
  notifyUrls: z.array(z.url('must be an absolute address')).max(100, tooMany).optional(),
})

const usualFile = 'shroff.config.json'

/**
 * The accounts of `shroff.config.json`, or else those of the environment and of `.env`.
 *
 * @param path Of another file than the usual one.
 * @throws one line for a file that is none, or is not of its form.
 */
export async function readConfig(io: Io, path?: string): Promise<Config> {
  if (path !== undefined || existsSync(resolve(io.cwd, usualFile))) return readConfigFile(io, path ?? usualFile)
  const own = await ofVariables(io, '.env', 'environment')
  // Nothing of the shop’s: then a mock’s that runs here.
  return { accounts: own.length > 0 ? own : await ofVariables(io, '.shroff/.env', '.shroff/.env'), notifyUrls: [] }
}

/** Of a file of variables, where it is there; what the shell says goes first, as everywhere. */
async function ofVariables(io: Io, path: string, from: string): Promise<Configured[]> {
  const file = existsSync(resolve(io.cwd, path)) ? parseEnv(await readText(io, path)) : {}
  const env = { ...file, ...io.env }
  const found = await Promise.all(
    providers.map(async (provider) => [provider, await ofEnvironment(io, env, provider)] as const),
  )
  return found.flatMap(([provider, options]) =>
    Object.keys(options).length > 0 ? [configured(provider, from, options, false)] : [],
  )
}

async function readConfigFile(io: Io, path: string): Promise<Config> {
  let tree: unknown
  try {
    tree = JSON.parse(await readText(io, path))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    fail(exits.usage, { en: `${path} is no JSON`, zh: `${path} 不是 JSON` })
  }
  const data = readShape<z.output<typeof configFile>>(path, configFile, tree)
  const accounts = data.accounts.map(async ({ provider, ...options }, at) => {
    const read = (await readValue(io, options)) as Record<string, unknown>
    return configured(provider, `${path}, accounts[${at}]`, read, typeof options.privateKey === 'string')
  })
  return { accounts: await Promise.all(accounts), notifyUrls: data.notifyUrls ?? [] }
}

/** With files and variables read. */
async function readValue(io: Io, value: unknown): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Promise.all(value.map((one) => readValue(io, one)))
  const [[name, text] = [], ...more] = Object.entries(value)
  if (more.length === 0 && typeof text === 'string') {
    if (name === 'file') return readText(io, text, 1_000_000)
    if (name === 'env') return io.env[text]
  }
  const members = Object.entries(value).map(async ([key, one]) => [key, await readValue(io, one)] as const)
  return Object.fromEntries(await Promise.all(members))
}

/** `WECHATPAY_API_V3_KEY` is `apiV3Key` of `wechatpay`; with `_FILE` behind it the name of a file that holds it. */
async function ofEnvironment(io: Io, env: Io['env'], provider: Provider): Promise<Record<string, unknown>> {
  const prefix = provider.toUpperCase().replace('-', '_')
  const read = async (name: string): Promise<string | undefined> => {
    const variable = `${prefix}_${name}`
    if (env[variable] !== undefined) return env[variable]
    const file = env[`${variable}_FILE`]
    return file === undefined ? undefined : readText(io, file, 1_000_000)
  }
  const options: Record<string, unknown> = {}
  const set = (name: string, value: unknown) => {
    if (value !== undefined) options[name] = value
  }
  for (const name of Object.keys(makers[provider][1])) {
    const text = await read(constantOf(name).replace(new RegExp(`^${prefix}_`), ''))
    set(name, typed(name, text))
  }
  const host = await read('HOST')
  if (host !== undefined) options.hosts = [host]
  if (Object.hasOwn(named, provider)) {
    const [nameOfName, nameOfKey] = named[provider as keyof typeof named]
    const [id, key] = [await read(nameOfName), await read(nameOfKey)]
    if (id !== undefined || key !== undefined) options.platformKeys = { [id ?? 'undefined']: key }
  }
  if (provider === 'alipay') {
    const files = Object.keys(certificateRules).map(async (name) => [
      name,
      await read(`CERTIFICATES_${name.toUpperCase()}`),
    ])
    const given = (await Promise.all(files)).filter(([, text]) => text !== undefined)
    if (given.length > 0) options.certificates = Object.fromEntries(given)
  }
  return options
}

/** The variables of one of `platformKeys`: what it is named by, and itself. */
const named = {
  wechatpay: ['PUBLIC_KEY_ID', 'PUBLIC_KEY'],
  yeepay: ['PLATFORM_KEY_SERIAL', 'PLATFORM_KEY'],
} as const

/** Of the options that are no texts. */
function typed(name: string, text: string | undefined): unknown {
  if (name === 'confirmWith' && text) return Number(text)
  if (/^(subscriptionIds|topics|\w*[hH]osts)$/.test(name)) return text?.split(',')
  return text === 'true' ? true : text === 'false' ? false : text
}

export const constantOf = (name: string): string =>
  name.replace(/(?<=[a-z\d])[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

function configured(provider: Provider, from: string, options: object, inline: boolean): Configured {
  const make = makers[provider][0] as (options: object) => ReceivingAccount
  return { provider, from, inline, open: (changes = {}) => make({ ...options, ...changes }) }
}
