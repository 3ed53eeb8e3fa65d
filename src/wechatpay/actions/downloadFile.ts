import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '#crypto'
import { readLimited } from '../../codec/body.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError, isShroffError, parametersError, ShroffError, withFacts } from '../../core/errors.js'
import { refuseUnknown } from '../../core/options.js'
import { toHex } from '../../crypto/bytes.js'
import { type Download, receiveFile } from '../../statement/download.js'
import { type WechatpayAccount, wechatpaySecrets } from '../account.js'
import { fileRequest } from '../file.js'
import { unsignedFile } from '../wire.js'

export type DownloadFileParameters = {
  /** The whole address, as a verified answer has named it (`download_url`, `media_url`). It lives for minutes. */
  url: string
  /** `hash_type` and `hash_value` of that answer; `SM3` for an account with `sm`. Left out only where it names none, as for the pictures of complaints. */
  hash?: { type: 'SHA1' | 'SHA256' | 'SM3'; value: string }
}

export type DownloadFileOptions = CallOptions & {
  /** How the file is fetched. Default: `fetchDownload()` of `shroff/statement`, on the runtime's `fetch`; with `mock.transport`, from the mock. */
  download?: Download
  /** Largest file. Default: 32 MiB. */
  maximumBytes?: number
}

/** The bytes of the file. */
export type DownloadFileResult = Uint8Array

/**
 * Fetches a file of which WeChat Pay signs nothing: receipts, pictures of complaints, bills. What vouches for it is the hash
 * that a verified answer has named, and without one TLS alone. A bill's hash is that of its unpacked text: ask for the bill
 * without `tar_type`; for the bill of payments there is {@link downloadStatement}.
 *
 * @throws `CONFIG_INVALID` for an address that is not WeChat Pay's, to which no signature is sent, or whose answers are signed:
 *   those are `callProvider`'s; `BODY_INVALID` for a file of another hash, or over `maximumBytes`; the codes of the pipeline.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013071227
 * @example
 * const { download_url: url, hash_value: value } = await callProvider(client, { method: 'GET', path, schema })
 * const receipt = await downloadFile(client, { url, hash: { type: 'SHA256', value } })
 */
export async function downloadFile(
  client: Client<WechatpayAccount>,
  parameters: DownloadFileParameters,
  options: DownloadFileOptions = {},
): Promise<DownloadFileResult> {
  // A hash under another name would go unchecked.
  refuseUnknown('downloadFile', parameters ?? {}, ['url', 'hash'])
  const { url, hash } = parameters ?? {}
  const { maximumBytes = 32 * 1024 ** 2 } = options
  if (hash !== undefined && !(Object.hasOwn(lengths, hash?.type) && isHex(hash.value, lengths[hash.type]))) {
    const problem = 'must be { type, value }: SHA1 with 40, SHA256 or SM3 with 64 hexadecimal digits'
    throw parametersError('downloadFile', [{ path: 'hash', problem }])
  }
  const digests = { SHA1: sha1, SHA256: sha256, SM3: wechatpaySecrets(client.account).sm?.sm3 }
  const digest = hash && digests[hash.type]
  if (hash && !digest) throw configError('downloadFile: SM3 needs an account with `sm` of shroff/sm.')
  const next = 'Such an address lives for minutes: ask for a new one, then download again.'
  try {
    const file = fileRequest(client, { action: 'downloadFile', url, next }, options)
    if (!unsignedFile.test(new URL(url).pathname))
      throw configError('downloadFile: what comes from this path is signed.', 'Ask by callProvider, which verifies it.')
    const bytes = await readLimited(receiveFile(file), maximumBytes).catch((error: unknown) => {
      throw error instanceof RangeError ? damaged(`over ${maximumBytes} bytes`) : error
    })
    const found = digest && toHex(await digest(bytes))
    if (hash && found !== hash.value.toUpperCase())
      throw damaged(`another than was named: its ${hash.type} is ${found}`)
    return bytes
  } catch (error) {
    if (!isShroffError(error)) throw error
    throw withFacts(error, { provider: 'wechatpay', action: 'downloadFile' })
  }
}

const lengths = { SHA1: 40, SHA256: 64, SM3: 64 } as const

const isHex = (text: unknown, length: number) =>
  typeof text === 'string' && text.length === length && /^[0-9a-f]+$/i.test(text)

const damaged = (problem: string) =>
  new ShroffError('BODY_INVALID', { problem: `The file is ${problem}.`, authentic: false })
