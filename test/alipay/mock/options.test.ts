import { type MockAlipayOptions, mockAlipay } from 'shroff/alipay/mock'
import { describe, expect, it } from 'vitest'

describe('an option that there is not, or cannot be right, is refused by name', () => {
  it.each([
    [{ encrypt: true }, 'mockAlipay has no option encrypt.'],
    [{ mode: 'cert' }, "mockAlipay: mode must be 'public-key' or 'certificate'"],
    [{ sandbox: 'yes' }, 'mockAlipay: sandbox must be true or false'],
    [{ methods: { 'alipay.trade.look': 'ok' } }, 'mockAlipay: methods must be an object of functions'],
    [{ unconfirmed: { refusesQuickWap: true } }, 'mockAlipay: unconfirmed has no option refusesQuickWap.'],
    [{ unconfirmed: { refusesInTheClear: 1 } }, 'mockAlipay: unconfirmed: refusesInTheClear must be true or false'],
  ])('%j', (options, problem) => {
    expect(() => mockAlipay(options as MockAlipayOptions)).toThrow(problem)
  })
})
