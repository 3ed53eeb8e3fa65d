// How the story is printed, and the one thing in which providers differ on the way.
import { type MockGateway, settleRefund } from 'shroff/mock'

// Bold only where a terminal is looking.
const bold = (text: string) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[22m` : text)

let number = 0

export function chapter(title: string, chinese: string): void {
  number += 1
  console.log(`\n${bold(`${number}. ${title}`)} (${chinese})\n`)
}

export function say(text: string): void {
  console.log(text)
}

/** Some providers refund at once, others accept the refund and finish it later. */
export async function settleIfPending(
  mock: MockGateway,
  provider: string,
  refund: { refundId: string; status: string },
): Promise<void> {
  if (refund.status === 'pending') await settleRefund(mock, { provider, refundId: refund.refundId })
}
