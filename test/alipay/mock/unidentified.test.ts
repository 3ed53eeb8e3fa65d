import { describe, expect, it } from 'vitest'
import { judgeGatewayReply, judgeRestReply } from '../../oracle/alipay.js'
import { openAsker } from '../../support/alipay-asker.js'

// What the gateway says before it knows whose key to sign for (§5.1), and what it lets pass (§8.1, §11.4).

const method = 'alipay.trade.query'
const content = { out_trade_no: 'T_1001' }

describe.each(['public-key', 'certificate'] as const)('%s', (mode) => {
  it.each([
    ['another application', { app_id: '2021999999999999' }, '40002', 'isv.invalid-app-id'],
    ['another application, not signed at all', { app_id: '2021999999999999', sign: '' }, '40002', 'isv.invalid-app-id'],
  ])('V2 answers %s unsigned, under the method’s own name', async (_name, changes, code, sub_code) => {
    const { send, parametersOf, known } = await openAsker('v2', { mode })
    const reply = await send({ ...parametersOf(method, content), ...changes })
    expect(judgeGatewayReply(reply, { ...known, method })).toMatchObject({ code, sub_code })
    expect(Buffer.from(reply.body).toString()).toMatch(/^\{"alipay_trade_query_response":\{[^}]*\}\}$/)
  })

  it('V2 tells an unknown method apart from an application that it knows', async () => {
    const { send, parametersOf, known } = await openAsker('v2', { mode })
    const reply = await send(parametersOf('alipay.trade.look', content))
    expect(judgeGatewayReply(reply, { ...known, method: 'alipay.trade.look' })).toMatchObject({
      code: '40002',
      sub_code: 'isv.invalid-method',
    })
  })

  it('V3 does not ask for the serial of the root', async () => {
    const { sendRest, known, mock } = await openAsker('v3', { mode })
    const reply = await sendRest('POST', '/v3/alipay/trade/query', JSON.stringify(content))
    expect(judgeRestReply(reply, { ...known, method, now: mock.clock.now() })).toMatchObject({
      code: 'ACQ.TRADE_NOT_EXIST',
    })
  })

  it('V3 has statements, by GET', async () => {
    const { sendRest, known, mock } = await openAsker('v3', { mode })
    const statement = 'alipay.data.dataservice.bill.downloadurl.query'
    const target = `/v3/${statement.replaceAll('.', '/')}?bill_type=trade&bill_date=2026-03-03`
    const reply = await sendRest('GET', target, '')
    expect(reply.status).toBe(200)
    judgeRestReply(reply, { ...known, method: statement, now: mock.clock.now() })
  })
})

it.each(['QUICK_WAP_WAY', 'QUICK_WAP_PAY'])('shows the page of a wap order for %s', async (product_code) => {
  const { send, parametersOf } = await openAsker('v2')
  const order = { ...content, total_amount: '25.00', subject: 'tea', product_code }
  const reply = await send(parametersOf('alipay.trade.wap.pay', order))
  expect(Buffer.from(reply.body).toString()).toContain('25.00')
})
