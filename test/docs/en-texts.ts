/**
 * Members whose comment the source leaves to their name, since every provider means the same by it; and what is inside an
 * object that explains them together. A comment in the source goes before.
 */
export const enTexts: Readonly<Record<string, string>> = {
  orderId: 'The shop’s own number of the order.',
  paymentId: 'The provider’s number of the payment.',
  refundId: 'The shop’s own number of the refund.',
  freezeId: 'The shop’s own number of the freeze.',
  unfreezeId: 'The shop’s own number of the giving back.',
  transferId: 'The shop’s own number of the transfer.',
  agreementId: 'The shop’s own number of the agreement.',
  channel: 'How the payer pays: it decides what else is asked for.',
  description: 'What the payer reads.',
  notifyUrl: 'Where webhooks about it go.',
  returnUrl: 'Where the payer’s browser returns to.',
  attach: 'Comes back in queries and webhooks.',
  goodsTag: '订单优惠标记 `goods_tag`.',
  deviceId: 'Number of the shop’s device.',
  appId: 'One of the account’s app ids. Default: the account’s `appId`.',
  openId: 'The payer’s `openid` under the account’s app (`sp_openid` for a partner).',
  subOpenId: 'For partners: the payer’s `openid` under the sub-merchant’s app; needs `subAppId` in the account.',
  buyerId: 'The payer’s user id (2088…), for applications of the older kind.',
  buyerOpenId: 'The payer’s open id at this application.',
  payerCode: 'The code that the payer shows, or the face terminal’s security code.',
  storeId: 'The shop’s number of the place.',
  operatorId: 'The shop’s number of the cashier.',
  terminalId: 'The shop’s number of the terminal.',
  clock: 'Whose time counts. Default: the system’s. A mock’s credentials bring their own.',
  randomBytes: 'Where nonces come from. Default: the platform’s secure source.',
  bankAccount: 'Number of the card. Encrypted on the way.',
  realName: 'Name of its holder. Encrypted on the way.',
  method: 'HTTP method.',
  'hash.type': '`hash_type`.',
  'hash.value': '`hash_value`.',
  'from[].account': 'Which balance.',
  'from[].amount': 'How much of it.',
  'goodsDetail[].merchantGoodsId': 'The shop’s number of the goods.',
  'goodsDetail[].wechatpayGoodsId': 'WeChat Pay’s number of them.',
  'goodsDetail[].goodsName': 'Their name.',
  'goodsDetail[].unitPrice': 'Price of one, in fen.',
  'goodsDetail[].refundAmount': 'What goes back for them, in fen.',
  'goodsDetail[].refundQuantity': 'How many are given back.',
  'detail.costPrice': 'Price before coupons, in fen.',
  'detail.invoiceId': 'Number of the receipt.',
  'detail.goodsDetail': 'The goods.',
  'detail.goodsDetail[].merchantGoodsId': 'The shop’s number of the goods.',
  'detail.goodsDetail[].wechatpayGoodsId': 'WeChat Pay’s number of them.',
  'detail.goodsDetail[].goodsName': 'Their name.',
  'detail.goodsDetail[].quantity': 'How many.',
  'detail.goodsDetail[].unitPrice': 'Price of one, in fen.',
  'store.id': 'Number of the place: the shop’s own; with `barcode` WeChat Pay’s.',
  'store.outId': 'The shop’s own number of the place.',
  'store.name': 'Its name.',
  'store.areaCode': 'Code of its district.',
  'store.address': 'Its address.',
  'h5.type': 'Kind of page.',
  'h5.appName': 'Name of the app.',
  'h5.appUrl': 'Address of the page.',
  'h5.bundleId': 'Bundle id of the app on iOS.',
  'h5.packageName': 'Package name of the app on Android.',
  'instalments.count': 'How many instalments.',
  'instalments.feeBy': 'Who bears the fee.',
  'payee.userId': 'User id (2088…).',
  'payee.openId': 'Open id at this application.',
  'payee.logonId': 'Login: mail or phone.',
  'payee.name': 'Real name, compared with that of the account.',
  'period.unit': 'Unit of `every`.',
  // What is told.
  'CreatePaymentResult.channel': 'As it was asked for.',
  'CreatePaymentResult.nextAction': 'What the payer pays by: see [How the payer pays](#how-the-payer-pays).',
  type: 'What happened; narrows the rest.',
  provider: 'Whose event it is.',
  raw: 'The verified message, in the provider’s own spelling.',
  payment: 'The whole payment, as `getPayment` gives it.',
  refund: 'The whole refund, as `getRefund` gives it.',
  status: 'Where it stands: see [States](#states).',
  paidAt: 'When it was paid.',
  succeededAt: 'When the money had moved.',
  resultStatus: '9000 and so on: for display only.',
  memo: 'Text of the wallet.',
  'JsapiParameters.appId': 'The app by which the payer is known.',
  'JsapiParameters.timeStamp': 'Seconds, as text.',
  'JsapiParameters.nonceStr': 'Random text.',
  'JsapiParameters.package': '`prepay_id=…`',
  'JsapiParameters.signType': 'Always `RSA`.',
  'JsapiParameters.paySign': 'Signature over the four before `signType`.',
  'AppPayload.appId': 'The app.',
  'AppPayload.partnerId': 'Merchant number, see `partnerId` of `createPayment`.',
  'AppPayload.prepayId': '`prepay_id`.',
  'AppPayload.packageValue': 'Always `Sign=WXPay`.',
  'AppPayload.nonceStr': 'Random text.',
  'AppPayload.timeStamp': 'Seconds, as text.',
  'AppPayload.sign': 'Signature over app, time, random text and prepay id.',
}

/** Of providers whose only currency is CNY. */
export const fenTexts: Readonly<Record<string, string>> = { amount: 'Currency CNY, value in fen.' }

export const alipayOwnTexts: Readonly<Record<string, string>> = {
  ...fenTexts,
  authorizationId: 'Alipay’s number of the freeze (授权单号 `auth_no`).',
  providerAgreementId: 'Alipay’s number of the agreement, `agreement_no`.',
  agreementId: 'The shop’s own number of the agreement; goes with `kind` and `signScene`.',
  kind: 'What was signed; goes with `agreementId`.',
  signScene: 'The scene that was signed for; goes with `agreementId`.',
  name: 'Alipay’s own name of it: `msg_method`, `method` or `notify_type`.',
  frozenAt: 'When it was frozen.',
  unfrozenAt: 'When it was given back.',
  signedAt: 'When the payer consented.',
  capturedAmount: 'What was captured of it.',
  payerId: 'The payer, whom `captureFunds` asks for.',
  'FreezeFundsResult.channel': 'As it was asked for.',
  'FreezeFundsResult.nextAction':
    'What the payer consents by: a QR code to draw, or for the app the order string for its SDK.',
  'GetAgreementResult.agreementId': 'The shop’s own number of the agreement.',
  'SignAgreementResult.agreementId': 'The shop’s own number of the agreement.',
}

export const antomOwnTexts: Readonly<Record<string, string>> = {
  'AntomEvent.orderId': 'The shop’s own number of the order. No notification tells whose a refund is.',
  'AntomEvent.paymentId': 'Antom’s number of the payment. No notification tells whose a refund is.',
}

export const unionpayOwnTexts: Readonly<Record<string, string>> = {
  secureKey: 'The key of signMethod 11 or 12, which both sides hold, in place of all certificates.',
  cancelId: 'The shop’s own number of the undoing.',
  captureId: 'The shop’s own number of the taking.',
  placedAt: 'As it was given: with the number it finds the transaction.',
  'UnionpayEvent.placedAt': 'When this transaction was placed: with its number it finds it.',
  'UnionpayEvent.orderId': 'The shop’s own number of it; of `other` your `freezeId`, `captureId` or `cancelId`.',
  'UnionpayEvent.paymentId': 'UnionPay’s number of the payment; of a refund, that of the payment given back.',
  amount: 'Currency CNY, value in fen.',
  settleDate: 'The day in whose statement it stands, `MMDD`.',
  providerRefundId: 'UnionPay’s number of the refund itself, `queryId`.',
  providerCancelId: 'UnionPay’s number of the undoing itself, `queryId`.',
  providerCaptureId: 'UnionPay’s number of the taking, `queryId`: what `cancelCapture` and `refundPayment` name it by.',
  authorizationId: 'UnionPay’s number of the hold, `queryId`.',
  'UnionpayFreeze.amount': 'What is held.',
  'FreezeFundsResult.nextAction': 'What the payer agrees by, as he [pays](#how-the-payer-pays).',
  'FreezeFundsResult.channel': 'As it was asked for.',
  'UnionpayReturn.type': 'Of a payment, or of a hold.',
  result: 'As the control told the app: for display only.',
  notBefore: 'From when on it is good.',
  notAfter: 'Until when it is good.',
}

export const circleOwnTexts: Readonly<Record<string, string>> = {
  channel: '`transfer`: tokens to an address.',
  chain: 'On which chain.',
  address: 'Where to.',
  addressTag: 'The memo or tag that it wants.',
  recipientId: 'As it was given.',
  amount: 'How much.',
  createdAt: 'When Circle saw it first.',
  updatedAt: 'When it last took a step.',
  topic: 'Amazon’s name of what it is about: one of the account’s `topics`.',
  endpoint: 'As it was given.',
}

export const ripplePaymentsOwnTexts: Readonly<Record<string, string>> = {
  'TransferFundsResult.transferId': 'As it was given.',
}

export const xrplOwnTexts: Readonly<Record<string, string>> = {
  channel: '`transfer`: tokens to an address.',
  orderId: 'As it was given.',
  tag: 'As it was given.',
  'CreatePaymentResult.status': 'Always so: nothing has been asked.',
  nextAction: 'What to show the payer.',
  'XrplTransferAction.type': '`transfer`: tokens to an address.',
  'ExplainTransferResult.hash': 'As it was given, in capitals.',
}

export const xrplPayingOwnTexts: Readonly<Record<string, string>> = {
  'PrepareRefundResult.status':
    '`pending`: it is signed. `succeeded`: it was made before. `needs-action`: ask the payer where to.',
  refundId: 'As it was given.',
  'SetTrustLineResult.status':
    '`succeeded`: it is there, and nothing was sent. `pending`: it was sent; call again in some seconds.',
  'getRefund.refundId': 'The merchant’s own number of the refund.',
}

export const qqpayOwnTexts: Readonly<Record<string, string>> = {
  ...fenTexts,
  prepayId: '`prepay_id`: what QQ is called with.',
  'publicAccount.id': 'Its number.',
  'publicAccount.hint': 'What the payer reads of it.',
  tokenId: '`prepay_id`.',
  appInfo: 'App id, merchant number, and the fixed `channel#wallet`.',
  pubAcc: 'Number of the public account.',
  pubAccHint: 'What the payer reads of it.',
  package: '`prepay_id=…`',
  bargainor_id: 'The merchant number.',
  callbackScheme: '`qwallet` and the app id.',
  bargainorId: 'The merchant number.',
  nonce: 'Random text.',
  sig: 'Signature over five of the others, Base64.',
  sigType: 'Always `HMAC-SHA1`.',
  'QqpayAppPayload.appId': 'The app.',
  'QqpayAppPayload.pubAcc': 'Empty, and signed all the same.',
  'QqpayAppPayload.pubAccHint': 'Empty; not signed.',
}

export const baiduOwnTexts: Readonly<Record<string, string>> = {
  ...fenTexts,
  consumed: 'Always `false`: it is consumed no longer.',
}

export const lakalaOwnTexts: Readonly<Record<string, string>> = {
  ...fenTexts,
  status: 'Where it stands: see [States](#states).',
  timeStamp: 'Seconds since 1970.',
  nonceStr: 'Random text.',
  package: '`prepay_id=…`',
  signType: '`RSA`.',
  paySign: 'WeChat Pay’s signature over the others.',
  'LakalaWechatParameters.appId': 'The app, official account or mini program that calls.',
  tradeNO: '`prepay_id`: Alipay’s own number.',
  orderId: 'The shop’s own number of the order.',
  wallet: 'Whose wallet the payer pays by; absent where it has no name here.',
  remark: '`remark` of the order.',
  'getPayment.orderId': '`out_trade_no`, of the counter `out_order_no`.',
}

export const yeepayOwnTexts: Readonly<Record<string, string>> = {
  ...fenTexts,
  wallet: 'Whose wallet.',
  payerId: 'The payer’s id at the wallet.',
  appId: 'The WeChat app id that the payer’s `openid`, or the app, is of; `wechatpay` needs it.',
  'settlePayment.wallet': 'Whose wallet. Default: YeePay finds out.',
}
