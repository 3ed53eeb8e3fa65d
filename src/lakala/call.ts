import { toChinaDigits } from '../codec/time.js'
import type { CallOptions, Client } from '../core/client.js'
import { configError } from '../core/errors.js'
import { writeJson } from '../core/json.js'
import { mustBeReachable } from '../core/public-url.js'
import { request } from '../core/request.js'
import type { Verified } from '../core/verified.js'
import { type LakalaAccount, lakalaSecrets } from './account.js'
import { type Answer, type AskedLakala, openReply } from './open.js'
import { seal } from './seal.js'
import { encryptedSuffix, header } from './wire.js'

export type Call<T> = AskedLakala & {
  path: string
  /** The JSON body: `req_data` in its envelope, see {@link envelope}. Members that are undefined are left out. */
  body: object
  notifyUrl?: string | undefined
  query: boolean
  repeat: 'always' | 'never'
  resolve: string
  decode: (answer: Answer) => T | Promise<T>
}

/**
 * Sends one call through the pipeline. The body is written, and encrypted where its path says so, once; each attempt signs it afresh.
 *
 * @throws `CONFIG_INVALID` for an encrypted path where the account has no key.
 */
export function call<T>(client: Client<LakalaAccount>, given: Call<T>, options?: CallOptions): Promise<T> {
  const { account } = client
  const { action, path, notifyUrl, decode } = given
  mustBeReachable(action, account, notifyUrl)
  const encrypted = path.endsWith(encryptedSuffix)
  const { cipher } = lakalaSecrets(account)
  if (encrypted && !cipher) throw withoutKey(action)
  const text = writeJson(action, given.body)
  const body = encrypted ? cipher!.encrypt(text) : text
  return request(
    client,
    {
      ...given,
      hosts: account.hosts,
      requestIdHeader: header.traceId,
      seal: (host) => seal(account, path, body, host),
      open: (reply) => openReply(account, { ...given, encrypted }, reply),
      decode: ({ value }: Verified) => decode(value as Answer),
    },
    options,
  )
}

/** Version 3's, around `req_data`. */
export const envelope = ({ appId, clock }: LakalaAccount, data: object): object => ({
  req_time: toChinaDigits(clock.now()),
  version: '3.0',
  out_org_code: appId,
  req_data: data,
})

/** Who asks: what all calls of a terminal have. */
export const merchantIn = ({ merchantId, terminalId }: LakalaAccount) => ({
  merchant_no: merchantId,
  term_no: terminalId,
})

/** Where the call comes from; of an order the payer's device, if it is known. */
export const locationIn = ({ requestIp }: LakalaAccount, payerClientIp?: string) => ({
  location_info: { request_ip: payerClientIp ?? requestIp },
})

/** The path of a call that places an order: encrypted where the account has a key. */
export const orderPath = ({ encrypts }: LakalaAccount, path: string): string =>
  encrypts ? path + encryptedSuffix : path

const withoutKey = (action: string) =>
  configError(
    `${action}: Lakala wants this call encrypted by SM4, and the account has no bodyKey.`,
    "Give lakala({...}) the SM4 key of the open platform as bodyKey, and `sm` of 'shroff/sm'.",
  )
