import { execFileSync } from 'node:child_process'
import { expect, inject, it } from 'vitest'

const consumer = inject('consumer')
const node = (...parameters: string[]) =>
  execFileSync('node', parameters, { cwd: consumer, encoding: 'utf8' }).trim().split('\n')

it('exports the same names from require and import', () => {
  expect(
    node(
      'load.cjs',
      'shroff',
      'shroff/http',
      'shroff/node',
      'shroff/wechatpay',
      'shroff/wechatpay/mock',
      'shroff/qr',
      'shroff/qr/emvco',
      'shroff/otel',
      'shroff/mock',
      'shroff/mock/msw',
      'shroff/mock/server',
    ),
  ).toEqual([
    expect.stringMatching(/^shroff: .*createClient fetchTransport/),
    'shroff/http: http',
    'shroff/node: nodeTransport',
    expect.stringMatching(/^shroff\/wechatpay: .*createPayment/),
    'shroff/wechatpay/mock: mockWechatpay refundByHand',
    'shroff/qr: qrDataUrl qrPng qrSvg qrText',
    'shroff/qr/emvco: buildMerchantCode buildPayerCode chooseApplication parseMerchantCode parsePayerCode rebuildMerchantCode',
    'shroff/otel: openTelemetry',
    expect.stringMatching(/^shroff\/mock: .*createMockGateway/),
    'shroff/mock/msw: mswHandlers',
    'shroff/mock/server: listen',
  ])
})

it('lets the copies of both formats work on each other’s accounts, mocks and errors', () => {
  // `false`: why errors are recognised by isShroffError and not by instanceof.
  expect(node('mixed.mjs')).toEqual(['two copies', 'paid', 'true false', 'paid', 'true false'])
})
