import {
  type Account,
  type Clock,
  type ReceivingAccount,
  secretsOf,
  systemClock,
  systemRandomBytes,
  withSecrets,
} from '../core/account.js'
import { withoutZeros } from '../core/certificates.js'
import { configError } from '../core/errors.js'
import type { Keyring } from '../core/keyring.js'
import { refuseMockKeys } from '../core/mock-keys.js'
import { once } from '../core/once.js'
import { checkOptions, withoutKey } from '../core/options.js'
import type { KeyInput, Signer, SmAlgorithms } from '../crypto/contract.js'
import { type BodyCipher, cipherOf } from './body.js'
import { keyringOf, readCertificates } from './certificates.js'
import { optionRules, otherNames } from './options.js'
import { hosts, sandboxPrefix } from './wire.js'

type Options = {
  /** `appid` of the open platform, such as `OP00000003`. */
  appId: string
  /** 商户号 `merchant_no`. */
  merchantId: string
  /**
   * Lakala's certificate, which verifies its answers: the open platform's file as it is. While it is being changed the next one
   * may stand beside it in the same file.
   */
  platformCertificate: KeyInput
  /** The one that verifies its notifications, where that is another. Default: `platformCertificate`. */
  notifyCertificate?: KeyInput
  /** The test environment (SIT), whose keys and numbers are its own. Default `false`. */
  sandbox?: boolean
  /** `https://host` to call in its place, the primary first; plain http only on this machine, or with `mock`. */
  hosts?: readonly [string, ...string[]]
  /** This account is a mock gateway's; `credentials('lakala')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

export type LakalaOptions = Options & {
  /** The merchant's private key (`api_private_key.pem`) in any form, or a {@link Signer}. */
  privateKey: KeyInput | Signer
  /** Serial of the merchant's certificate, hexadecimal, spelled as the open platform shows it: it is signed. */
  serial: string
  /** That certificate: `ready` proves the private key and the serial by it. */
  certificate?: KeyInput
  /** 终端号 `term_no`: the business terminal. */
  terminalId: string
  /** `vpos_id`: the terminal of the counter. The channel `page` needs it. */
  vposId?: string
  /** `location_info.request_ip`: the address that this server calls from, which Lakala asks for with every step. */
  requestIp: string
  /** SM4 key of the open platform (Base64 of 16 bytes). With it orders are encrypted as a whole (`…_encry`); it needs `sm`. */
  bodyKey?: string
  /** The SM algorithms (国密): `sm` of `shroff/sm`. */
  sm?: SmAlgorithms
}

type SendingOptions = 'privateKey' | 'serial' | 'certificate' | 'terminalId' | 'vposId' | 'requestIp' | 'bodyKey' | 'sm'
export type LakalaReceivingOptions = Options & { [Name in SendingOptions]?: undefined }

/** A merchant at Lakala that can receive: no private key. */
export type LakalaReceivingAccount = ReceivingAccount & {
  readonly provider: 'lakala'
  readonly appId: string
  readonly merchantId: string
}

/** A merchant at Lakala that can receive and send. */
export type LakalaAccount = LakalaReceivingAccount &
  Account & {
    readonly serial: string
    readonly terminalId: string
    readonly vposId: string | undefined
    readonly requestIp: string
    readonly sandbox: boolean
    readonly hosts: readonly string[]
    /** Whether orders are encrypted as a whole. */
    readonly encrypts: boolean
  }

export type LakalaSecrets = {
  privateKey: KeyInput | Signer | undefined
  certificate: KeyInput | undefined
  /** Verifies answers. */
  replies: Keyring
  /** Verifies notifications. */
  notices: Keyring
  cipher: BodyCipher | undefined
  /** Refuses keys of the mock gateway's, once. */
  vet: () => Promise<void>
  signer?: Promise<Signer>
}

/**
 * Describes a merchant at Lakala (拉卡拉, open platform). Synchronous and without I/O: keys are imported at first use, or by
 * {@link ready}, which also proves that they are the right ones. Signatures are RSA with SHA-256, whatever a message claims.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://o.lakala.com/open/document/1004 signature
 * @example
 * const account = lakala({ appId, merchantId, terminalId, requestIp, privateKey, serial, platformCertificate })
 */
export function lakala(options: LakalaOptions): LakalaAccount
export function lakala(options: LakalaReceivingOptions): LakalaReceivingAccount
// Once more: options of the type `any` take the first, `ReturnType` reads the last, and both should be what sends.
export function lakala(options: LakalaOptions): LakalaAccount
export function lakala(options: LakalaOptions | LakalaReceivingOptions): LakalaReceivingAccount {
  checkOptions<LakalaOptions>('lakala', options, optionRules, otherNames)
  const { appId, merchantId, privateKey, certificate, platformCertificate, clock = systemClock } = options
  const { serial, terminalId, requestIp, bodyKey, sm, sandbox = false } = options
  mustSend({ privateKey, serial, terminalId, requestIp, certificate, bodyKey })
  mustBeSerial(certificate, serial)
  if ((bodyKey === undefined) !== (sm === undefined))
    throw configError(
      bodyKey === undefined ? 'lakala: sm is given without bodyKey.' : 'lakala: bodyKey is given without sm.',
      "Orders are encrypted by both: import { sm } from 'shroff/sm', then lakala({ …, bodyKey, sm }).",
    )
  const { notifyCertificate = platformCertificate } = options
  const vet = once(() =>
    refuseMockKeys(account, {
      keys: { privateKey, certificate, platformCertificate, notifyCertificate },
      secrets: { bodyKey },
    }),
  )
  const account = {
    provider: 'lakala',
    appId,
    merchantId,
    serial,
    terminalId,
    vposId: options.vposId,
    requestIp,
    sandbox,
    hosts: Object.freeze([...(options.hosts ?? [sandbox ? hosts.sandbox : hosts.production])]),
    encrypts: bodyKey !== undefined,
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(options.mock && { mock: true as const }),
    ...(privateKey === undefined
      ? { lacks: `${withoutKey(options)}, serial, terminalId and requestIp` }
      : { sends: true as const }),
  } satisfies LakalaReceivingAccount & Record<string, unknown>
  return withSecrets<LakalaReceivingAccount, LakalaSecrets>(account as LakalaReceivingAccount, {
    privateKey,
    certificate,
    replies: keyringOf(platformCertificate, 'platformCertificate', { clock, vet }),
    notices: keyringOf(notifyCertificate, options.notifyCertificate ? 'notifyCertificate' : 'platformCertificate', {
      clock,
      vet,
    }),
    cipher: bodyKey === undefined ? undefined : cipherOf(sm!, bodyKey),
    vet,
  })
}

/** @throws `CONFIG_INVALID` for anything that `lakala({...})` did not make. */
export function lakalaSecrets(account: LakalaReceivingAccount): LakalaSecrets {
  const held = secretsOf<LakalaSecrets>(account)
  if (!held || account.provider !== 'lakala')
    throw configError('This is not a Lakala account.', 'Pass the result of lakala({...}).')
  return held
}

/** The path that this account calls. */
export const pathOf = ({ sandbox }: LakalaAccount, path: string): string => (sandbox ? sandboxPrefix + path : path)

/** @throws `CONFIG_INVALID` where only some of what sends is there. */
function mustSend({ privateKey, ...others }: Readonly<Record<string, unknown>>): void {
  const needed = ['serial', 'terminalId', 'requestIp']
  const wrong = Object.keys(others).find((name) =>
    privateKey === undefined ? others[name] !== undefined : needed.includes(name) && others[name] === undefined,
  )
  if (wrong === undefined) return
  throw privateKey === undefined
    ? configError(
        `lakala: ${wrong} was given, but privateKey is not set.`,
        'An account that only receives has neither.',
      )
    : configError(`lakala: ${wrong} must be ${optionRules[wrong as 'serial'].wanted}; it is not set.`)
}

/** @throws `CONFIG_INVALID` for a merchant's certificate that has another number than is signed. */
function mustBeSerial(certificate: KeyInput | undefined, serial: string | undefined): void {
  if (certificate === undefined || serial === undefined) return
  const [facts] = readCertificates(certificate, 'certificate')
  if (!facts || withoutZeros(facts.serial) === withoutZeros(serial)) return
  throw configError(
    `lakala: certificate has the serial ${facts.serial}, which is not the one given as serial.`,
    'Take both from the same line of the open platform.',
  )
}
