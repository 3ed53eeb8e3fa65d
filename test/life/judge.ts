import { price, type Sale } from './sale.js'
import { quote } from './token-model.js'

/** Everything that must hold once nothing is left to do, by the books of the providers and not by the words of the library. */
export function judge({ saleId, world, attempts, delivered, last, confirmed, toldAgain }: Sale): string[] {
  // Whoever was to place them died before the first was stored: there is no sale.
  if (attempts.length === 0) return []
  const broken: string[] = []
  const say = (what: string) => broken.push(`${saleId}: ${what}`)
  const money = attempts.map((attempt) => (attempt.transfer ? 0 : world.keptOf(attempt)))
  const isPaidIn = ({ transfer, orderId }: Sale['attempts'][number]) =>
    transfer !== undefined && (world.tokens!.comeTo(orderId) ?? 0) >= Number(quote.value)
  const kept = attempts.find(({ orderId }) => orderId === delivered[0])
  const isInTokens = kept !== undefined && isPaidIn(kept)
  const sum = money.reduce((total, value) => total + value, 0)
  if (sum > price.value) say(`more than one payment was kept, ${money}`)
  if (delivered.length > 0 && sum === 0 && !isInTokens) say('the goods left, and no money is there')
  if (isInTokens && sum > 0) say(`tokens were kept, and money besides, ${money}`)
  if (delivered.length === 0 && (sum > 0 || attempts.some(isPaidIn))) say('it is paid, and nobody was told')
  if (new Set(delivered).size > 1) say(`it was told of ${delivered}`)
  // Who dies between telling and saying so is followed by one who tells again; nobody tells what was said to be told.
  if (toldAgain > 0) say(`it was told again, ${toldAgain} times`)
  if (delivered.length > 0 && confirmed !== 1) say(`it was said to be told ${confirmed} times`)
  const place = attempts.findIndex(({ orderId }) => orderId === delivered[0])
  if (sum === price.value && place >= 0 && money[place] !== sum)
    say('another payment was kept than that which was told')
  for (const { orderId, at } of last?.attempts ?? []) {
    // Tokens that are not kept wait for a person, who alone can ask where they go back to.
    const isLeft =
      orderId !== delivered[0] &&
      attempts.some((one) => one.orderId === orderId && one.transfer) &&
      world.tokens!.comeTo(orderId)
    if (isLeft ? at !== 'needs-action' : !/^(paid|closed|expired|refunded)$/.test(at))
      say(`${orderId} is ${at} at the end`)
  }
  if (last?.nextAt) say('there is something left to do at the end')
  if (last?.result !== (sum > 0 || isInTokens ? 'paid' : 'unpaid')) say(`it is said to be ${last?.result}`)
  for (const call of world.calls) {
    const told = `${call.action} of ${call.orderId} said ${call.code}, ${call.outcome}`
    // A gateway may ask about the payment before or after, so bytes of a question may have left.
    if (/^(not-sent|rejected)$/.test(call.outcome ?? '') && call.moved) say(`${told}, and the book moved`)
  }
  return broken
}
