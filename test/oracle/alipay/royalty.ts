import { all, type Check, closed, list, type Members, oneOf, open, relation, text } from '../wechatpay/checks.js'
import { optional, sum, tradeNumber, yuan } from './fields.js'

// Splitting: §11.10, alipay-families §3.

const receiver: Members = {
  type: oneOf('userId', 'loginName', 'openId'),
  account: text(100),
  ...optional('name memo account_open_id'),
}
const named = relation('name is required to bind a loginName', (value) => value.type !== 'loginName' || 'name' in value)
const relationOf = (each: Check) => closed({ out_request_no: text(32), receiver_list: list(each, 1, 20) })

const split = closed({
  'royalty_type?': oneOf('transfer', 'replenish'),
  'trans_in_type?': oneOf('userId', 'loginName', 'openId', 'cardAliasNo'),
  'amount?': yuan,
  'amount_percentage?': (value, at, report) => {
    if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > 100) report(`${at} must be 1 to 100`)
  },
  'royalty_scene?': oneOf('达人佣金', '平台服务费', '技术服务费', '其他'),
  ...optional('trans_out trans_out_type trans_in desc trans_in_name'),
})
const finishing = all(
  closed({ 'royalty_finish?': oneOf('true', 'false'), 'royalty_finish_amount?': yuan }),
  relation(
    'royalty_finish_amount needs royalty_finish',
    (value) => !('royalty_finish_amount' in value) || value.royalty_finish === 'true',
  ),
)

export const royaltyContents: Record<string, Check> = {
  'alipay.trade.royalty.relation.bind': relationOf(all(closed(receiver), named)),
  'alipay.trade.royalty.relation.unbind': relationOf(closed(receiver)),
  'alipay.trade.royalty.relation.batchquery': closed({ out_request_no: text(32), ...optional('page_num page_size') }),
  'alipay.trade.royalty.rate.query': closed({ out_request_no: text(32) }),
  'alipay.trade.order.settle': all(
    closed({
      out_request_no: text(64),
      trade_no: tradeNumber,
      'royalty_parameters?': list(split),
      'operator_id?': text(28),
      'extend_params?': finishing,
      'royalty_mode?': oneOf('sync', 'async'),
    }),
    relation(
      'nothing is split, and nothing finished',
      (value) => 'royalty_parameters' in value || 'extend_params' in value,
    ),
  ),
  'alipay.trade.order.settle.query': all(
    closed({ 'settle_no?': text(64), 'out_request_no?': text(64), 'trade_no?': tradeNumber }),
    relation(
      'a settlement is named by its number, or by that of the request with the trade’s',
      (value) => 'settle_no' in value || ('out_request_no' in value && 'trade_no' in value),
    ),
  ),
  'alipay.trade.order.onsettle.query': closed({ trade_no: tradeNumber, 'royalty_source?': oneOf('unsettled') }),
}

/** 10000 alone is no success where there is a result_code. */
const result = open({ result_code: oneOf('SUCCESS', 'FAIL') })
export const royaltyAnswers: Record<string, Check> = {
  'alipay.trade.royalty.relation.bind': result,
  'alipay.trade.royalty.relation.unbind': result,
  'alipay.trade.royalty.relation.batchquery': result,
  'alipay.trade.order.settle': open({ trade_no: tradeNumber, 'settle_no?': text(64) }),
  'alipay.trade.order.settle.query': open({
    royalty_detail_list: list(open({ state: oneOf('SUCCESS', 'FAIL', 'PROCESSING') })),
  }),
  'alipay.trade.order.onsettle.query': open({ unsettled_amount: sum }),
}
