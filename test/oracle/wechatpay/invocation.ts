import { invocationMessage, judge, type Key, verifies } from './primitives.js'

export type InvocationKind = 'jsapi' | 'miniprogram' | 'app'

const signed = ['timeStamp', 'nonceStr']
/** §11; on iOS `packageValue` is called `package`. */
const members: Record<InvocationKind, string[]> = {
  jsapi: ['appId', ...signed, 'package', 'signType', 'paySign'],
  miniprogram: [...signed, 'package', 'signType', 'paySign'],
  app: ['appId', 'partnerId', 'prepayId', 'packageValue', ...signed, 'sign'],
}

/** The wallet's view of the parameters that start it (§11): returns the prepay id, or throws with every violation. */
export const judgeInvocation = (
  kind: InvocationKind,
  parameters: Record<string, unknown>,
  facts: { appId: string; publicKey: Key; merchantId: string },
): string =>
  judge(`${kind} invocation`, (report) => {
    const given: Record<string, unknown> = { ...parameters }
    if (kind === 'app' && 'package' in given && !('packageValue' in given)) {
      given.packageValue = given.package
      delete given.package
    }
    for (const name of members[kind]) if (typeof given[name] !== 'string') report(`${name} is not text (§11)`)
    for (const name of Object.keys(given)) if (!members[kind].includes(name)) report(`${name} is not a parameter (§11)`)
    const value = (name: string) => String(given[name] ?? '')
    const expect = (name: string, expected: string) => {
      if (value(name) !== expected) report(`${name} is not ${expected} (§11)`)
    }
    // A mini program has no appId member, but the appid is signed all the same.
    if (kind !== 'miniprogram') expect('appId', facts.appId)
    if (kind === 'app') {
      expect('partnerId', facts.merchantId)
      expect('packageValue', 'Sign=WXPay')
    } else expect('signType', 'RSA')
    if (!/^[1-9]\d{9}$/.test(value('timeStamp'))) report('timeStamp is not Unix seconds as text (§11)')
    if (!/^[0-9A-Za-z]{1,32}$/.test(value('nonceStr'))) report('nonceStr is not 1 to 32 letters and digits (§11)')
    const lastLine = kind === 'app' ? value('prepayId') : value('package')
    const prepayId = kind === 'app' ? lastLine : lastLine.replace(/^prepay_id=/, '')
    if (kind !== 'app' && prepayId === lastLine) report('package does not start with prepay_id= (§11)')
    if (!/^wx\w+$/.test(prepayId)) report(`prepay id ${prepayId} is not like wx… (§10)`)
    const message = invocationMessage(facts.appId, value('timeStamp'), value('nonceStr'), lastLine)
    const signature = kind === 'app' ? value('sign') : value('paySign')
    if (!verifies(message, signature, facts.publicKey))
      report('the signature does not verify over the four lines (§11)')
    return prepayId
  })
