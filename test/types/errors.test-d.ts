import { type ErrorCode, isShroffError, type Outcome, type ShroffError } from 'shroff'
import { describe, expectTypeOf, it } from 'vitest'

describe('isShroffError', () => {
  it('narrows unknown', () => {
    const caught: unknown = undefined
    if (isShroffError(caught)) {
      expectTypeOf(caught.code).toEqualTypeOf<ErrorCode>()
      expectTypeOf(caught.outcome).toEqualTypeOf<Outcome>()
    }
  })

  it('narrows to the code', () => {
    const caught: unknown = undefined
    if (isShroffError(caught, 'ORDER_PAID')) expectTypeOf(caught.code).toEqualTypeOf<'ORDER_PAID'>()
    // @ts-expect-error no such code
    isShroffError(caught, 'ORDER_PAYED')
  })
})

describe('switch', () => {
  it('narrows the code', () => {
    const read = (error: ShroffError) => {
      switch (error.code) {
        case 'ORDER_PAID':
        case 'ORDER_CLOSED':
          return expectTypeOf(error.code).toEqualTypeOf<'ORDER_PAID' | 'ORDER_CLOSED'>()
        // @ts-expect-error no such code
        case 'ORDER_PAYED':
          return
        default:
          return expectTypeOf(error.code).toEqualTypeOf<Exclude<ErrorCode, 'ORDER_PAID' | 'ORDER_CLOSED'>>()
      }
    }
    expectTypeOf(read).toBeFunction()
  })

  it('is exhaustive over the outcome', () => {
    const read = (outcome: Outcome) => {
      if (outcome === 'not-sent' || outcome === 'rejected') return
      expectTypeOf(outcome).toEqualTypeOf<'unknown'>()
    }
    expectTypeOf(read).toBeFunction()
  })
})
