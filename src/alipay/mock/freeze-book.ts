import { type Book, beside } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import { newTradeNo } from './numbers.js'

/** What a payer has frozen, in fen. `captured + unfrozen` never exceeds `value`; the difference is still frozen. */
export type Freeze = {
  readonly freezeId: string
  readonly authNo: string
  readonly value: number
  readonly productCode: string
  /** Last moment to agree. */
  readonly expiresAt: number
  /** `FINISH`: something was captured and nothing is left; `CLOSED`: it never came about, or all of it was given back. */
  status: 'INIT' | 'AUTHORIZED' | 'FINISH' | 'CLOSED'
  /** Whether the payer has ever agreed. */
  agreed: boolean
  captured: number
  unfrozen: number
  /** The freezing first, then what became of it, in order. */
  readonly operations: Operation[]
}

export type Operation = {
  readonly id: string
  readonly requestNo: string
  readonly type: 'FREEZE' | 'UNFREEZE' | 'PAY'
  readonly value: number
  readonly at: number
  /** When the payer agreed; until then, when it was asked for. */
  doneAt: number
  status: 'INIT' | 'SUCCESS' | 'CLOSED'
}

const freezesOf = (book: Book): Freeze[] => beside(book, 'freezes', () => [])

export const remaining = ({ value, captured, unfrozen }: Freeze): number => value - captured - unfrozen

/** The first freeze for which this holds, as it stands now: one that nobody agreed to in time is closed. */
export function findFreeze(book: Book, now: number, wanted: (freeze: Freeze) => boolean): Freeze | undefined {
  const freeze = freezesOf(book).find(wanted)
  if (freeze?.status === 'INIT' && now > freeze.expiresAt) close(freeze)
  return freeze
}

export function openFreeze(
  book: Book,
  clock: MockClock,
  { requestNo, ...terms }: Pick<Freeze, 'freezeId' | 'value' | 'productCode' | 'expiresAt'> & { requestNo: string },
): Freeze {
  const authNo = newTradeNo(clock)
  const first = operation(clock, 'FREEZE', requestNo, terms.value, 'INIT')
  const nothing = { agreed: false, captured: 0, unfrozen: 0 }
  const freeze: Freeze = { ...terms, ...nothing, authNo, status: 'INIT', operations: [first] }
  freezesOf(book).push(freeze)
  return freeze
}

export function authorise(freeze: Freeze, now: number): void {
  freeze.status = 'AUTHORIZED'
  freeze.agreed = true
  Object.assign(freeze.operations[0]!, { status: 'SUCCESS', doneAt: now })
}

/** Part of it becomes a payment. */
export function take(freeze: Freeze, clock: MockClock, requestNo: string, value: number): void {
  freeze.captured += value
  freeze.operations.push(operation(clock, 'PAY', requestNo, value))
  endWhenNothingIsLeft(freeze)
}

/** Part of it goes back to the payer. */
export function giveBack(freeze: Freeze, clock: MockClock, requestNo: string, value: number): Operation {
  const done = operation(clock, 'UNFREEZE', requestNo, value)
  freeze.unfrozen += value
  freeze.operations.push(done)
  endWhenNothingIsLeft(freeze)
  return done
}

export function close(freeze: Freeze): void {
  freeze.status = 'CLOSED'
  freeze.operations[0]!.status = 'CLOSED'
}

/** Whether a number has served for another unfreezing of the merchant's. */
export const isUnfreezeNumber = (book: Book, number: string): boolean =>
  freezesOf(book).some(({ operations }) => operations.some((one) => one.type !== 'PAY' && one.requestNo === number))

function endWhenNothingIsLeft(freeze: Freeze): void {
  if (remaining(freeze) === 0) freeze.status = freeze.captured > 0 ? 'FINISH' : 'CLOSED'
}

function operation(
  clock: MockClock,
  type: Operation['type'],
  requestNo: string,
  value: number,
  status: Operation['status'] = 'SUCCESS',
): Operation {
  const now = clock.now()
  return { id: newTradeNo(clock), requestNo, type, value, at: now, doneAt: now, status }
}
