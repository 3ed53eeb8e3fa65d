import type { WireReply, WireRequest } from 'shroff'
import { createMockGateway, deliverWebhooks } from 'shroff/mock'
import { type MockUnionpayOptions, mockUnionpay } from 'shroff/unionpay/mock'
import {
  answerFields,
  certificateId,
  type Fields,
  judgeNotice,
  judgeReply,
  type PlatformFacts,
  sealFields,
} from '../../oracle/unionpay.js'
import { noon } from '../../support/noon.js'

export const provider = 'unionpay'
export const host = 'https://gateway.95516.com'
export const noonText = '20260304120000'
export const kinds = {
  qr: { txnType: '01', txnSubType: '07', bizType: '000000', channelType: '08' },
  page: { txnType: '01', txnSubType: '01', bizType: '000201', channelType: '07' },
  barcode: { txnType: '01', txnSubType: '06', bizType: '000000', channelType: '08' },
  query: { txnType: '00', txnSubType: '00', bizType: '000000' },
  refund: { txnType: '04', txnSubType: '00', bizType: '000000', channelType: '07' },
  void: { txnType: '31', txnSubType: '00', bizType: '000000', channelType: '07' },
  reversal: { txnType: '99', txnSubType: '01', bizType: '000000', channelType: '08' },
  hold: { txnType: '02', txnSubType: '05', bizType: '000000', channelType: '08' },
  capture: { txnType: '03', txnSubType: '00', bizType: '000201', channelType: '07' },
  voidHold: { txnType: '32', txnSubType: '00', bizType: '000201', channelType: '07' },
  voidCapture: { txnType: '33', txnSubType: '00', bizType: '000201', channelType: '07' },
  statement: { txnType: '76', txnSubType: '01', bizType: '000000' },
  encryption: { txnType: '95', txnSubType: '00', bizType: '000000', channelType: '07' },
} as const
export const paths: Readonly<Record<string, string>> = {
  '00': '/gateway/api/queryTrans.do',
  '76': '/',
}

/** Tea for 25 yuan. */
export const tea = {
  orderId: 'T1000001',
  txnTime: noonText,
  txnAmt: '2500',
  currencyCode: '156',
  backUrl: 'https://shop.example/unionpay/notify?shop=1',
} as const

/** A mock whose merchant signs by the oracle, as does whoever reads the answers. */
export async function openMock(options: MockUnionpayOptions = {}, keys: 'fixed' | 'fresh' = 'fixed') {
  const mock = await createMockGateway({ providers: [mockUnionpay(options)], now: noon, keys })
  const credentials = mock.credentials('unionpay')
  const { merchantId: merId, secureKey, certificate, privateKey } = credentials
  const proof = secureKey === undefined ? { certId: certificateId(certificate!) } : {}
  const seal = secureKey === undefined ? { privateKey: privateKey! } : { secureKey }
  const trust = (): PlatformFacts => ({
    root: credentials.rootCertificate ?? '',
    middle: credentials.middleCertificate ?? '',
    now: mock.clock.now(),
    ...(secureKey !== undefined && { secureKey }),
  })

  const sign = (fields: Fields): Fields =>
    sealFields({ ...seal, fields: { accessType: '0', merId, ...proof, ...fields } })
  const send = (request: WireRequest): Promise<WireReply> =>
    mock.transport(request, { signal: new AbortController().signal })
  const post = (url: string, fields: Fields, headers: Record<string, string> = {}) =>
    send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8', ...headers },
      body: new Uint8Array(Buffer.from(new URLSearchParams(fields).toString())),
    })
  /** Signed, sent, and its answer judged. */
  async function ask(fields: Fields, path = paths[fields.txnType!] ?? '/gateway/api/backTransReq.do'): Promise<Fields> {
    const signed = sign(fields)
    const url = `${path === '/' ? 'https://filedownload.95516.com' : host}${path}`
    return judgeReply(await post(url, signed), { url, fields: signed }, trust())
  }
  const query = (orderId: string = tea.orderId, txnTime: string = tea.txnTime) =>
    ask({ ...kinds.query, orderId, txnTime })
  /** Each notice that is due, judged. */
  async function notices(status = 200): Promise<Fields[]> {
    const told: Fields[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        const body = new Uint8Array(await request.arrayBuffer())
        told.push(judgeNotice({ headers: Object.fromEntries(request.headers), body }, { ...trust(), merId }))
        return new Response('', { status })
      },
    })
    return told
  }
  return { mock, credentials, merId, sign, send, post, ask, query, notices, trust }
}

export const textOf = ({ body }: WireReply) => Buffer.from(body).toString()
export const fieldsOf = (reply: WireReply): Fields =>
  answerFields(textOf(reply), (problem) => {
    throw new Error(problem)
  })

/** What stands in the hidden inputs of a page. */
export const inputsOf = (page: string): Fields =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
      name!,
      value!.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)),
    ]),
  )
