import { write } from './controls.js'
import type { NewTransfer } from './provider.js'
import { type MockGateway, runningOf } from './running.js'

// What some providers alone have, as the control by HTTP has it; in process each has functions of its own, which can do more.

/** Tokens are sent. */
export function sendTransfer(mock: MockGateway, provider: string, transfer: NewTransfer): string {
  const at = runningOf(mock, provider).provider
  if (!at.sendTransfer) throw new Error(`nobody sends tokens to the mock of ${provider}`)
  const id = at.sendTransfer(transfer)
  write(mock, provider, 'sendTransfer', id)
  return id
}

/** The payer’s app opens the cashier with what the merchant has signed. */
export async function openCashier(mock: MockGateway, provider: string, orderInfo: object) {
  const at = runningOf(mock, provider).provider
  if (!at.openCashier) throw new Error(`no app opens a cashier at the mock of ${provider}`)
  const opened = await at.openCashier(orderInfo)
  write(mock, provider, 'openCashier', opened.orderId)
  return opened
}

/** What the merchant pays out goes on, to its end perhaps. */
export function moveTransfer(
  mock: MockGateway,
  { provider, reference, state, code }: { provider: string; reference: string; state: string; code?: string },
): void {
  const { transfers } = runningOf(mock, provider).provider
  if (!transfers) throw new Error(`nothing is paid out step by step at the mock of ${provider}`)
  transfers.move(reference, state, code)
  write(mock, provider, `moveTransfer ${state}`, reference)
}

/** The merchant puts money in. */
export function addFunds(
  mock: MockGateway,
  { provider, currency, value }: { provider: string; currency: string; value: string },
): void {
  const at = runningOf(mock, provider).provider
  if (!at.addFunds) throw new Error(`nobody puts money in at the mock of ${provider}`)
  at.addFunds(currency, value)
  write(mock, provider, `addFunds ${value}`, currency)
}

/** Where webhooks go that no call names an address for; without `about`, all of them. */
export function setNotifyUrl(
  mock: MockGateway,
  { provider, url, about }: { provider: string; url: string; about?: string },
): void {
  const { notifyUrls } = runningOf(mock, provider).provider
  if (!notifyUrls) throw new Error(`the mock of ${provider} has no such setting: its calls name the addresses`)
  const known = Object.keys(notifyUrls)
  if (about !== undefined && !known.includes(about))
    throw new RangeError(`setNotifyUrl: ${provider} has no address about ${about}; it has ${known.join(', ')}`)
  for (const name of about === undefined ? known : [about]) notifyUrls[name] = url
  write(mock, provider, 'setNotifyUrl', url)
}
