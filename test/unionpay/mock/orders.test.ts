import { advanceClock, decline, expire, pay, presentCode } from 'shroff/mock'
import { answerNext, payInApp } from 'shroff/unionpay/mock'
import { describe, expect, it } from 'vitest'
import { certificateId, judgeNotice, verifies } from '../../oracle/unionpay.js'
import { fieldsOf, host, inputsOf, kinds, openMock, provider, tea, textOf } from './shop.js'

const at = { provider, orderId: tea.orderId } as const
const qr = { ...kinds.qr, ...tea }
const appPath = '/gateway/api/appTransReq.do'
const later = '20260304120130'

describe('an order by QR code', () => {
  it('is accepted, then paid, and tells by whom and when', async () => {
    const { mock, ask, query } = await openMock()
    const { qrCode } = await ask({ ...qr, reqReserved: 'shelf 7' })
    expect(qrCode).toMatch(/^https:\/\/qr\.95516\.com\/00010000\/\d{32}$/)
    expect(await query()).toMatchObject({ respCode: '00', origRespCode: '05', txnType: '01', txnSubType: '07' })
    advanceClock(mock, 90_000)
    await pay(mock, at)
    const paid = await query()
    expect(paid).toMatchObject({
      origRespCode: '00',
      origRespMsg: '成功[0000000]',
      txnAmt: '2500',
      settleAmt: '2500',
      settleDate: '0304',
      traceTime: '0304120130',
      accNo: '621626*********0018',
      reqReserved: 'shelf 7',
    })
    // As in published answers: the time and the trace number stand in it.
    expect(paid.queryId).toBe(`${paid.queryId!.slice(0, 2)}260304120130${paid.traceNo}8`)
    expect(await ask({ ...kinds.query, queryId: paid.queryId! })).toMatchObject({ orderId: tea.orderId })
    // At the other address too.
    const asked = { ...kinds.query, orderId: tea.orderId, txnTime: tea.txnTime }
    expect(await ask(asked, '/gateway/api/backTransReq.do')).toMatchObject({ origRespCode: '00' })
  })

  it('is refused and paid after all; and is over when its time is', async () => {
    const { mock, ask, query } = await openMock()
    await ask({ ...qr, payTimeout: '20260304120500' })
    await decline(mock, at)
    expect(await query()).toMatchObject({ origRespCode: '64' })
    await pay(mock, at)
    expect(await query()).toMatchObject({ origRespCode: '00' })
    await ask({ ...qr, orderId: 'T1000002', payTimeout: '20260304120500' })
    advanceClock(mock, 300_001)
    expect(await query('T1000002')).toMatchObject({ origRespCode: '69' })
    await expect(pay(mock, { provider, orderId: 'T1000002' })).rejects.toThrow('has expired')
  })

  it('is another one under the same number at another time', async () => {
    const { mock, ask, query } = await openMock()
    await ask(qr)
    await ask({ ...qr, txnTime: later, txnAmt: '900' })
    await pay(mock, at)
    expect([(await query()).origRespCode, (await query(tea.orderId, later)).origRespCode]).toEqual(['05', '00'])
    await pay(mock, { ...at, placedAt: new Date('2026-03-04T12:00:00.700+08:00') })
    expect((await query()).settleAmt).toBe('2500')
    await expect(pay(mock, { ...at, placedAt: new Date('2026-03-04T12:00:01+08:00') })).rejects.toThrow('has no order')
  })

  it('is not found while nobody has opened it, where that is asked for (unconfirmed)', async () => {
    const { mock, ask, query, send } = await openMock({ unconfirmed: { hidesUnopened: true } })
    const { qrCode } = await ask(qr)
    expect(await query()).toMatchObject({ respCode: '34' })
    await send({ method: 'GET', url: qrCode!, headers: {} })
    expect(await query()).toMatchObject({ origRespCode: '05' })
    await pay(mock, at)
  })

  it('needs an amount here, though it is documented without', async () => {
    const { ask } = await openMock()
    const { txnAmt: _, currencyCode: __, ...rest } = qr
    expect(await ask(rest)).toMatchObject({ respCode: '13' })
  })
})

describe('a page', () => {
  const front = { ...kinds.page, ...tea, frontUrl: 'https://shop.example/back?order=1', orderDesc: 'Tea <b>' }

  it('is not found until the browser brings its form', async () => {
    const { query } = await openMock()
    expect(await query()).toMatchObject({ respCode: '34' })
  })

  it('lets the payer refuse, then pay, and sends the browser back with signed fields', async () => {
    const { query, sign, post, send, merId, trust, notices } = await openMock()
    const shown = textOf(await post(`${host}/gateway/api/frontTransReq.do`, sign(front)))
    expect(shown).toContain('¥25.00')
    expect(shown).toContain('Tea &#60;b&#62;')
    expect(await query()).toMatchObject({ origRespCode: '05' })
    const actions = [...shown.matchAll(/action="([^"]+)"/g)].map(([, action]) => action!)
    expect(actions.map((action) => action.split('/').at(-1))).toEqual(['pay', 'refuse', 'timeout'])
    const press = async (step: string) =>
      send({ method: 'POST', url: host + actions.find((action) => action.endsWith(step)), headers: {} })
    expect(textOf(await press('refuse'))).toContain('卡上的余额不足')
    expect(await query()).toMatchObject({ origRespCode: '64' })
    const back = textOf(await press('pay'))
    expect(back).toContain('action="https://shop.example/back?order=1"')
    const body = new TextEncoder().encode(new URLSearchParams(inputsOf(back)).toString())
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const told = judgeNotice({ headers, body }, { ...trust(), merId })
    expect(told).toMatchObject({ orderId: tea.orderId, respCode: '00', queryId: (await query()).queryId })
    expect(await notices()).toEqual([told])
    // Nobody pays twice.
    expect(textOf(await press('pay'))).toContain('action="https://shop.example/back?order=1"')
    expect(await notices()).toEqual([])
  })

  it('runs out of time', async () => {
    const { query, sign, post, send } = await openMock()
    const shown = textOf(await post(`${host}/gateway/api/frontTransReq.do`, sign(front)))
    const url = host + /action="([^"]+timeout)"/.exec(shown)![1]
    expect(textOf(await send({ method: 'GET', url, headers: {} }))).toContain('请确认付款')
    expect(textOf(await send({ method: 'POST', url, headers: {} }))).toContain('id="respCode">69')
    expect(await query()).toMatchObject({ origRespCode: '69' })
  })

  it('says in words what it refuses', async () => {
    const { sign, post } = await openMock()
    const reply = await post(`${host}/gateway/api/frontTransReq.do`, { ...sign(front), txnAmt: '1' })
    expect([reply.status, textOf(reply)]).toEqual([200, expect.stringContaining('id="respCode">11')])
  })

  it('is what a scanned code and an app’s order show too, and nothing else', async () => {
    const { ask, query, send } = await openMock()
    const { qrCode } = await ask(qr)
    const { tn } = await ask({ ...kinds.page, channelType: '08', ...tea, orderId: 'T1000002' }, appPath)
    for (const url of [qrCode!, `${host}/gateway/mock/cashier/${tn}`])
      expect(textOf(await send({ method: 'GET', url, headers: {} }))).toContain('¥25.00')
    for (const url of ['https://qr.95516.com/00010000/1', `${host}/gateway/mock/cashier/1`])
      expect((await send({ method: 'GET', url, headers: {} })).status).toBe(404)
    // A code has no address to go back to.
    const shown = textOf(await send({ method: 'GET', url: qrCode!, headers: {} }))
    const url = `https://qr.95516.com${/action="([^"]+pay)"/.exec(shown)![1]}`
    expect(textOf(await send({ method: 'POST', url, headers: {} }))).toContain('支付成功')
    expect((await query()).origRespCode).toBe('00')
  })
})

describe('an order in an app', () => {
  const app = { ...kinds.page, channelType: '08', ...tea }

  it.each([
    ['success', '00'],
    ['fail', '64'],
    ['cancel', '05'],
  ] as const)('ends in %s: %s', async (result, code) => {
    const { mock, ask, query } = await openMock()
    const { tn } = await ask(app, appPath)
    expect(tn).toMatch(/^\d{21}$/)
    const given = await payInApp(mock, { tn: tn!, result })
    const { data } = JSON.parse(given.resultData)
    expect(data).toBe(`pay_result=${result}&tn=${tn}&cert_id=${data.split('=').at(-1)}`)
    expect((await query()).origRespCode).toBe(code)
  })

  it('tells its end under a signature with SHA-1, as the published sample does', async () => {
    const { mock, ask } = await openMock()
    const { tn } = await ask(app, appPath)
    const { resultData, certificate } = await payInApp(mock, { tn: tn! })
    const { sign, data } = JSON.parse(resultData)
    expect(verifies(data, sign, certificate, 'sha1')).toBe(true)
    expect(data).toContain(`cert_id=${certificateId(certificate)}`)
    await expect(payInApp(mock, { tn: tn! })).rejects.toThrow('is paid')
    await expect(payInApp(mock, { tn: '1' })).rejects.toThrow('has no order')
  })
})

describe('a payer’s code', () => {
  const charge = (qrNo: string) => ({ ...kinds.barcode, ...tea, qrNo })

  it.each([
    ['pays', '00', 1],
    ['types-password', '05', 0],
    ['refuses', '64', 0],
  ] as const)('whose payer %s is accepted, and ends in %s', async (payer, code, told) => {
    const { mock, ask, query, notices } = await openMock()
    const qrNo = presentCode(mock, { provider, payer })
    expect(qrNo).toMatch(/^62\d{17}$/)
    const answer = await ask(charge(qrNo))
    expect(answer).toMatchObject({ respCode: '00', txnSubType: '06' })
    expect(answer).not.toHaveProperty('queryId')
    expect((await query()).origRespCode).toBe(code)
    expect(await notices()).toHaveLength(told)
    if (payer === 'types-password') {
      await pay(mock, at)
      expect((await query()).origRespCode).toBe('00')
    }
    if (payer === 'refuses') await expect(pay(mock, at)).rejects.toThrow('is closed')
  })

  it('is good for one charge, in its time, and only if it is one', async () => {
    const { mock, ask, query } = await openMock()
    const used = presentCode(mock, { provider })
    await ask({ ...charge(used), orderId: 'T1000009' })
    const old = presentCode(mock, { provider, validFor: 1_000 })
    advanceClock(mock, 1_001)
    for (const code of [used, old, '281234567890123456']) expect((await ask(charge(code))).respCode).toBe('61')
    expect((await query()).respCode).toBe('34')
  })

  it('that failed once is over', async () => {
    const { mock, ask, query } = await openMock()
    await ask(charge(presentCode(mock, { provider, payer: 'types-password' })))
    await decline(mock, at)
    expect((await query()).origRespCode).toBe('64')
    await expect(pay(mock, at)).rejects.toThrow('is closed')
  })
})

describe('answers by force', () => {
  it.each(['03', '04', '05'])('%s, and it was taken all the same', async (respCode) => {
    const { mock, ask, query } = await openMock()
    answerNext(mock, { txnType: '01', respCode })
    expect((await query()).respCode).toBe('34')
    expect(await ask(qr)).toMatchObject({ respCode, orderId: tea.orderId })
    expect((await query()).origRespCode).toBe('05')
  })

  it('and it was not', async () => {
    const { mock, ask, query } = await openMock()
    answerNext(mock, { txnType: '01', respCode: '03', moves: false })
    expect((await ask(qr)).respCode).toBe('03')
    expect((await query()).respCode).toBe('34')
  })

  it('34 for an order that is paid, as often as asked for, and 12 for the order again', async () => {
    const { mock, ask, query } = await openMock()
    await ask(qr)
    await pay(mock, at)
    answerNext(mock, { txnType: '00', respCode: '34', times: 2 })
    expect([(await query()).respCode, (await query()).respCode, (await query()).origRespCode]).toEqual([
      '34',
      '34',
      '00',
    ])
    expect((await ask(qr)).respCode).toBe('12')
  })

  it('of kinds and codes that there are', async () => {
    const { mock } = await openMock()
    for (const wrong of [
      { txnType: '1', respCode: '05' },
      { txnType: '01', respCode: '00' },
      { txnType: '01', respCode: '5' },
    ])
      expect(() => answerNext(mock, wrong)).toThrow(RangeError)
    expect(() => answerNext(mock, { txnType: '01', respCode: '05', times: 0 })).toThrow('an integer from 1')
  })
})

it('an order of a time that is over can no longer be paid', async () => {
  const { mock, ask, query } = await openMock()
  await ask(qr)
  await expire(mock, at)
  expect((await query()).origRespCode).toBe('69')
})

it('what a mock of UnionPay does not play may be added, signed like everything else', async () => {
  const { ask, mock, sign, post } = await openMock({
    methods: {
      '77/02': async ({ method, body, encrypt }) => ({
        method,
        phone: String(body.phone),
        accNo: await encrypt('0018'),
      }),
    },
  })
  expect(mock.journal).toEqual([])
  const sms = {
    ...kinds.qr,
    txnType: '77',
    txnSubType: '02',
    orderId: 'T1000001',
    txnTime: tea.txnTime,
    phone: '13800000000',
  }
  const url = `${host}/gateway/api/backTransReq.do`
  const told = fieldsOf(await post(url, sign(sms)))
  expect(told).toMatchObject({ respCode: '00', method: '77/02', phone: '13800000000' })
  expect(Buffer.from(told.accNo!, 'base64')).toHaveLength(256)
  expect(await ask({ ...kinds.qr, txnType: '77', txnSubType: '00' })).toMatchObject({
    respCode: '10',
    respMsg: expect.stringContaining("methods: { '77/00'"),
  })
})
