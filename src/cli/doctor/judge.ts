import type { AlipayReceivingAccount } from '../../alipay/account.js'
import { openV2Reply as openAlipayV2, openV3Reply as openAlipayV3 } from '../../alipay/open.js'
import { receiveWebhook as receiveAlipay, receiveNotice, receiveReturn } from '../../alipay/webhook.js'
import type { AntomReceivingAccount } from '../../antom/account.js'
import { openReply as openAntom } from '../../antom/open.js'
import { receiveWebhook as receiveAntom } from '../../antom/webhook.js'
import type { BaiduReceivingAccount } from '../../baidu/account.js'
import { receiveWebhook as receiveBaidu } from '../../baidu/webhook.js'
import type { ReceivingAccount } from '../../core/account.js'
import { configError } from '../../core/errors.js'
import type { Incoming } from '../../core/incoming.js'
import type { LakalaReceivingAccount } from '../../lakala/account.js'
import { openReply as openLakala } from '../../lakala/open.js'
import { receiveWebhook as receiveLakala } from '../../lakala/webhook.js'
import type { QqpayAccount } from '../../qqpay/account.js'
import { openReply as openQqpay } from '../../qqpay/open.js'
import { receiveWebhook as receiveQqpay } from '../../qqpay/webhook.js'
import type { UnionpayReceivingAccount } from '../../unionpay/account.js'
import { openReply as openUnionpay } from '../../unionpay/open.js'
import { receiveReturn as receiveUnionpayReturn } from '../../unionpay/return.js'
import { receiveWebhook as receiveUnionpay } from '../../unionpay/webhook.js'
import { type WechatpayReceivingAccount, wechatpaySecrets } from '../../wechatpay/account.js'
import { openReply as openWechatpay } from '../../wechatpay/open.js'
import { openV2Reply as openWechatpayV2 } from '../../wechatpay/v2/open.js'
import { receiveWebhook as receiveWechatpay } from '../../wechatpay/webhook.js'
import type { YeepayAccount } from '../../yeepay/account.js'
import { openReply as openYeepay } from '../../yeepay/open.js'
import { receiveWebhook as receiveYeepay } from '../../yeepay/webhook.js'
import { fieldsOf, type Message } from './recognise.js'

/**
 * Opens what the provider sent, as the library does where it comes in.
 *
 * @throws the library’s own error, which the doctor explains.
 */
export async function open(account: ReceivingAccount, message: Message): Promise<void> {
  if (message.direction === 'webhook') await receive(account, message)
  else await answer(account, message)
}

async function receive(account: ReceivingAccount, { request }: Message): Promise<unknown> {
  const { method, url, headers, body = new Uint8Array() } = request!
  const incoming: Incoming = { method, url, headers, body }
  const form = new TextDecoder('latin1').decode(body)
  const fields = fieldsOf(url, form)
  switch (account.provider) {
    case 'wechatpay':
      return receiveWechatpay(account as WechatpayReceivingAccount, incoming)
    case 'antom':
      return receiveAntom(account as AntomReceivingAccount, incoming)
    case 'lakala':
      return receiveLakala(account as LakalaReceivingAccount, incoming)
    case 'qqpay':
      return receiveQqpay(account as QqpayAccount, incoming)
    case 'yeepay':
      return receiveYeepay(account as YeepayAccount, incoming)
    case 'baidu':
      return receiveBaidu(account as BaiduReceivingAccount, incoming)
    case 'unionpay':
      return isBrowser(headers)
        ? receiveUnionpayReturn(account as UnionpayReceivingAccount, incoming)
        : receiveUnionpay(account as UnionpayReceivingAccount, incoming)
    default: {
      const own = account as AlipayReceivingAccount
      if (fields.msg_method !== undefined) return receiveNotice(own, incoming)
      return method === 'GET' ? receiveReturn(own, url) : receiveAlipay(own, incoming)
    }
  }
}

/** Whether anybody signs a message: of Baidu’s cashier no answer. */
export const isSigned = ({ provider, direction }: Message): boolean => provider !== 'baidu' || direction !== 'answer'

/** A payer’s browser posts what UnionPay’s own server posts as well. */
const isBrowser = (headers: Readonly<Record<string, string>>) => /^Mozilla\//.test(headers['user-agent'] ?? '')

async function answer(account: ReceivingAccount, { request, reply }: Message): Promise<unknown> {
  const asked = { action: 'this call' }
  switch (account.provider) {
    case 'wechatpay': {
      const own = account as WechatpayReceivingAccount
      const isXml = /^\s*<xml/.test(new TextDecoder('latin1').decode(reply!.body))
      return isXml
        ? openWechatpayV2(own, wechatpaySecrets(own).apiV2Key ?? '', asked.action, reply!)
        : openWechatpay(own, asked, reply!)
    }
    case 'antom': {
      if (!request)
        throw configError(
          'Antom signs its answers over the path of the request.',
          'Capture the request along with its answer.',
        )
      const path = new URL(request.url).pathname
      return openAntom(account as AntomReceivingAccount, { ...asked, whileInProcess: true }, path, reply!)
    }
    case 'lakala': {
      const encrypted = /_encry$/.test(request?.url ?? '')
      return openLakala(account as LakalaReceivingAccount, { ...asked, whileInProgress: true, encrypted }, reply!)
    }
    case 'qqpay':
      return openQqpay(account as QqpayAccount, asked.action, reply!)
    case 'yeepay':
      return openYeepay(account as YeepayAccount, asked, reply!)
    case 'unionpay':
      return openUnionpay(account as UnionpayReceivingAccount, asked, reply!)
    default: {
      const own = account as AlipayReceivingAccount
      const [, node = ''] = /"(\w+)_response"\s*:/.exec(new TextDecoder().decode(reply!.body)) ?? []
      const isV3 = reply!.headers['alipay-signature'] !== undefined || !node
      return isV3 ? openAlipayV3(own, asked, reply!) : openAlipayV2(own, asked, node.replaceAll('_', '.'), reply!)
    }
  }
}
