import type { Proof } from '../core/proof.js'
import { type QqpayAccount, qqpaySecrets } from './account.js'

/**
 * Checks what can be checked of the account at home, which with a shared key is little: that it is not the mock gateway's. Call
 * it when the server boots. Nothing is sent.
 *
 * @returns what it has proven, and what only {@link check}, or a call, can.
 * @throws `CONFIG_INVALID` naming the key.
 * @example
 * await ready(account)
 */
export async function ready(account: QqpayAccount): Promise<Proof> {
  const { vet } = qqpaySecrets(account)
  await vet()
  return {
    proven: [],
    unproven: [
      { option: 'apiKey', why: 'It has the right form; whose it is only QQ Wallet knows: check(client) asks it.' },
      ...unprovenBy(account),
    ],
  }
}

/** What not even a query shows. */
export function unprovenBy(account: QqpayAccount): Proof['unproven'] {
  const { appKey, operatorPassword } = qqpaySecrets(account)
  return [
    ...(account.appId === undefined
      ? []
      : [{ option: 'appId', why: 'Only an order shows whether it is bound to this merchant.' }]),
    ...(appKey === undefined ? [] : [{ option: 'appKey', why: 'Only a payment in the app shows it.' }]),
    ...(operatorPassword === undefined
      ? []
      : [
          {
            option: 'operatorPassword',
            why: 'Only a refund or a reversal shows it, and the client certificate of the transport.',
          },
        ]),
  ]
}
