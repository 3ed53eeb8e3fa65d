import { toChinaTime } from '../codec/time.js'
import { type CheckResult, watchClock } from '../core/check.js'
import type { CallOptions, Client } from '../core/client.js'
import { isShroffError } from '../core/errors.js'
import { platformKeyName } from '../core/keyring.js'
import type { Proof } from '../core/proof.js'
import type { WireReply } from '../core/transport.js'
import { type WechatpayAccount, wechatpaySecrets } from './account.js'
import { type Call, call } from './call.js'
import { openBytes, openReply } from './open.js'
import { certificatesPath, openCertificates } from './open-certificates.js'
import { header } from './wire.js'

/**
 * Proves the account by a harmless call: it asks for the platform certificates, which also shows whether the APIv3 key is
 * right. A merchant without any (public key only) gets a refusal, and WeChat Pay signs none; so it then asks for the address
 * of a statement, and verifies that answer. Call it in a deployment's smoke test, after `ready`.
 *
 * @returns what was proven, and what cannot be: without platform certificates the APIv3 key shows at the first webhook.
 * @throws `SIGNATURE_REFUSED` where WeChat Pay does not take merchantId, serial and privateKey together, `SIGNATURE_INVALID`
 * or `KEY_UNKNOWN` where the configured key is not the one it signs with, `DECRYPTION_FAILED` for a wrong `apiV3Key`, each
 * with the seconds by which the clock is off; the codes of the pipeline.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012551764
 * @example
 * const { clockAheadSeconds, unproven } = await check(client)
 */
export async function check(client: Client<WechatpayAccount>, options?: CallOptions): Promise<CheckResult> {
  const { account } = client
  const { keyring, apiV2Key, certificate } = wechatpaySecrets(account)
  const watched = watchClock(client, (headers) => Number(headers[header.timestamp] ?? Number.NaN) * 1000)
  // The key that signed the last answer which verified under one of ours.
  let signedBy: string | undefined
  const ask = (path: string, open: NonNullable<Call<true>['open']>, refusal: RegExp): Promise<boolean> =>
    call(
      watched.client,
      {
        action: 'check',
        method: 'GET',
        path,
        open,
        query: true,
        repeat: 'always',
        resolve: 'Check again: a query changes nothing.',
        decode: () => true as const,
      },
      options,
    ).catch((error: unknown) =>
      isShroffError(error) && refusal.test(error.providerCode ?? '') ? false : watched.failed(error),
    )

  const hasCertificates = await ask(
    certificatesPath(account),
    async (reply: WireReply) => {
      const opened = await openCertificates(account, reply)
      // That was verified by what came inside. Our own keys must do as well, where there are any.
      if (keyring.serials().length > 0) {
        await openBytes(account, reply.headers, reply.body)
        signedBy = reply.headers[header.serial]
      }
      return opened
    },
    /^RESOURCE_NOT_EXISTS$/,
  )
  if (!hasCertificates) {
    const date = toChinaTime(account.clock.now() - 2 * 24 * 3_600_000).slice(0, 10)
    await ask(
      `/v3/bill/tradebill?bill_date=${date}`,
      async (reply: WireReply) => {
        const opened = await openReply(account, { action: 'check' }, reply)
        signedBy = reply.headers[header.serial]
        return opened
      },
      /^(NO_STATEMENT_EXIST|STATEMENT_CREATING|NO_AUTH)$/,
    )
  }
  return watched.result({
    proven: [
      'merchantId',
      'privateKey',
      certificate === undefined ? 'serial' : 'certificate',
      ...(signedBy === undefined ? [] : [platformKeyName(signedBy)]),
      ...(hasCertificates ? ['apiV3Key'] : []),
    ],
    unproven: unprovenBy(keyring.serials(), signedBy, hasCertificates, apiV2Key !== undefined),
  })
}

function unprovenBy(serials: readonly string[], signedBy: string | undefined, apiV3: boolean, apiV2: boolean) {
  const why = signedBy
    ? 'No answer was signed by it; WeChat Pay may still sign webhooks so.'
    : 'WeChat Pay signs no refusals, and there was no statement to ask for.'
  const unproven: Proof['unproven'][number][] = serials
    .filter((serial) => serial !== signedBy)
    .map((serial) => ({ option: platformKeyName(serial), why }))
  const first = 'Nothing but a webhook shows it for a merchant without platform certificates.'
  if (!apiV3) unproven.push({ option: 'apiV3Key', why: first })
  if (apiV2) unproven.push({ option: 'apiV2Key', why: 'Nothing harmless is signed by it; the first charge shows it.' })
  unproven.push({ option: 'appId', why: 'Only an order shows whether it is bound to this merchant.' })
  return unproven
}
