import type { KeysBySerial } from '../core/keyring.js'
import { fromUtf8, utf8 } from '../crypto/bytes.js'
import { mustHave } from '../store/handle.js'
import { giveBack, unlessFailed } from '../store/renew.js'
import type { Store } from '../store/store.js'
import { type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'
import { decryptCertificates } from './open-certificates.js'

// What is kept is the list as WeChat Pay sent it, encrypted: only the holder of the APIv3 key can have made it. So whoever can write
// into the store can take the list away or bring back an older one, and cannot put a key of his own there.

/**
 * For a process without the private key: the platform certificates that another one has fetched with
 * `fetchCertificates(transport, { store })`. For the account's `refreshPlatformKeys`. The store need not be trusted: what is in it is
 * encrypted with the APIv3 key.
 *
 * @throws `CONFIG_INVALID` for what is no store.
 * @example
 * const account = wechatpay({ merchantId, appId, apiV3Key, refreshPlatformKeys: sharedCertificates(postgresStore(pool)) })
 */
export function sharedCertificates(store: Store): (account: WechatpayReceivingAccount) => Promise<KeysBySerial> {
  mustHave('sharedCertificates', 'store', store, 'claim')
  return async (account) => {
    const held = await take(account, store)
    await held?.release()
    return open(account, held?.value)
  }
}

/** What the store has, if there is a key in it that this process does not know; else what WeChat Pay says, which goes into the store. */
export async function fetchShared(
  account: WechatpayReceivingAccount,
  store: Store,
  fetch: (received?: (body: Uint8Array) => void) => Promise<KeysBySerial>,
): Promise<KeysBySerial> {
  // A store that fails, or that another holds for long, is no reason to be without keys.
  const held = await take(account, store).catch(() => undefined)
  if (!held) return fetch()
  try {
    const kept = await open(account, held.value)
    const { keyring } = wechatpaySecrets(account)
    if (Object.keys(kept).some((serial) => keyring.input(serial) === undefined)) return kept
    let body: Uint8Array | undefined
    const keys = await fetch((received) => {
      body = received
    })
    if (body) await held.write(fromUtf8(body))
    return keys
  } finally {
    await held.release()
  }
}

/** Longer than a call takes, its repetitions included. */
const lease = 60_000
const tries = 20
const pause = 250

/** Takes the list for oneself. One that another process is just fetching is waited for, some seconds. */
async function take({ merchantId, clock }: WechatpayReceivingAccount, store: Store) {
  const key = `wechatpay/certificates/${merchantId}`
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const claimed = await store.claim(key, lease)
    if (claimed.state === 'claimed') {
      const { token, value } = claimed
      return {
        value,
        write: (text: string) => unlessFailed(() => store.write(key, token, text)),
        release: () => giveBack(store, key, token),
      }
    }
    await clock.sleep(pause)
  }
  return undefined
}

/** Nothing where the list is not this account's, or damaged: it is as good as none. */
const open = (account: WechatpayReceivingAccount, text: string | undefined): Promise<KeysBySerial> =>
  text === undefined ? Promise.resolve({}) : decryptCertificates(account, utf8(text)).catch(() => ({}))
