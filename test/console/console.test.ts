import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { tokenAmount } from 'shroff'
import { sendPayment } from 'shroff/circle/mock'
import { deliverWebhooks, failNext, faults, pay } from 'shroff/mock'
import { expect, it } from 'vitest'
import { inChromium } from '../checkout/browser/browser.js'
import type { DriverPage } from '../checkout/browser/driver.js'
import { browser, type Desk, openDesk } from './desk.js'

const provider = 'wechatpay'
const row = (page: DriverPage, text: string) => page.locator(`details:has(summary:has-text("${text}"))`)
const button = (page: DriverPage, row: string, name: string) =>
  page.locator(`[data-key*="${row}"] button:text-is("${name}")`)

/** The journal's last request again, its body written anew by another program. */
async function rewritten({ mock }: Desk): Promise<void> {
  const entry = mock.journal.find((one) => one.kind === 'request' && one.provider === provider)
  if (entry?.kind !== 'request') throw new Error('no request')
  const { method, url, headers, body } = entry.request
  const again = JSON.stringify(JSON.parse(new TextDecoder().decode(body)), null, 2)
  await mock.fetch(new Request(url, { method, headers, body: again }))
}

const open = browser()

inChromium('the console', () => {
  async function opened(options: { empty?: boolean } = {}) {
    const desk = await openDesk(options)
    const { page, context } = await open()
    await page.goto(desk.link)
    await page.locator('span:text-is("Live")').waitFor()
    return { desk, page, context }
  }

  it('shows the code of an order, pays it, and brings its webhook, again and corrupted', async () => {
    const { desk, page } = await opened()
    expect(page.url()).toBe(`${desk.control}/`)
    await row(page, 'T1000001').locator('summary').click()
    await page.getByRole('img', { name: 'QR code of order T1000001' }).waitFor()
    const { data, width, height } = PNG.sync.read(await page.screenshot())
    expect(jsqr(new Uint8ClampedArray(data), width, height)?.data).toMatch(/^weixin:/)
    await button(page, 'T1000001', 'Scan and pay').click()
    await row(page, 'T1000001').locator('summary .chip.paid').waitFor()
    await page.getByRole('link', { name: 'Webhooks' }).click()
    await page.getByRole('button', { name: 'Deliver now' }).click()
    await page.locator('h2:visible:text-is("Delivered")').waitFor()
    expect(desk.received).toEqual(['payment.paid'])
    await page.locator('summary:visible').first().click()
    await page.locator('button:visible:text-is("Send again")').first().click()
    await expect.poll(() => desk.received.length, { timeout: 10_000 }).toBe(2)
    await page.locator('button:visible:text-is("Corrupt and send")').first().click()
    await expect
      .poll(() => desk.received, { timeout: 10_000 })
      .toEqual(['payment.paid', 'payment.paid', 'SIGNATURE_INVALID'])
    await desk.close()
  })

  it('lets a payment fail, an order time out, and a false webhook go out', async () => {
    const { desk, page } = await opened()
    await row(page, 'T1000001').locator('summary').click()
    await button(page, 'T1000001', 'Fail to pay').click()
    await page.getByText('last try failed').waitFor()
    await button(page, 'T1000001', 'Let it time out').click()
    await row(page, 'T1000001').locator('summary .chip.expired').waitFor()
    await pay(desk.mock, { provider, orderId: 'T1000002' })
    await row(page, 'T1000002').locator('summary .chip.paid').waitFor()
    await row(page, 'T1000002').locator('summary').click()
    await page.locator('[data-key*="T1000002"] select').selectOption('wrong-key')
    await button(page, 'T1000002', 'Send a false webhook').click()
    await expect.poll(() => desk.received, { timeout: 10_000 }).toEqual(['SIGNATURE_INVALID'])
    await desk.close()
  })

  it('settles a refund', async () => {
    const { desk, page } = await opened()
    await pay(desk.mock, { provider, orderId: 'T1000001' })
    await desk.refund()
    await row(page, 'T1000001').locator('summary:has-text("Refund 1")').click()
    await button(page, 'T1000001', 'Let it succeed').click()
    await page.locator('.refund .chip.paid').waitFor()
    await desk.close()
  })

  it('finds an order by its number, and a request by what is in it', async () => {
    const { desk, page } = await opened()
    await row(page, 'T1000001').waitFor()
    await page.getByRole('searchbox').fill('T1000002')
    await row(page, 'T1000001').waitFor({ state: 'detached' })
    expect(await page.locator('summary:visible').count()).toBe(1)
    await page.getByRole('link', { name: 'Journal' }).click()
    expect(await page.locator('summary:visible').count()).toBe(1)
    await page.getByRole('searchbox').fill('nothing of the kind')
    await page.locator('p:visible:text("Nothing fits the search")').waitFor()
    await desk.close()
  })

  it('shows each check of a request, finds the cause, and marks where the texts part', async () => {
    const { desk, page } = await opened()
    await rewritten(desk)
    await page.getByRole('link', { name: 'Journal' }).click()
    await page.locator('summary:has-text("SIGN_ERROR")').click()
    expect(await page.locator('details[open] .checks li').last().textContent()).toContain('signature failed')
    await page.getByRole('button', { name: 'Find the cause' }).click()
    await page.locator('details[open] mark').first().waitFor()
    // What a shop wrote stays text.
    expect(await page.locator('b').count()).toBe(0)
    await desk.close()
  })

  it('prepares faults, moves the clock and shows a payment code, in every window at once', async () => {
    const { desk, page, context } = await opened()
    failNext(desk.mock, { provider: 'alipay', fault: 'unavailable' })
    const before = desk.mock.clock.now()
    const beside = await context.newPage()
    await beside.goto(`${desk.control}/#tools`)
    await beside.getByText('alipay: unavailable').waitFor()
    const clockBeside = () =>
      beside.evaluate(() => document.querySelector('.tools time')?.getAttribute('datetime') ?? '')
    await page.getByRole('link', { name: 'Clock and faults' }).click()
    await page.getByRole('button', { name: '+ 1 day' }).click()
    await expect.poll(() => desk.mock.clock.now() - before).toBeGreaterThanOrEqual(86_400_000)
    await expect.poll(async () => Date.parse(await clockBeside()) - before).toBeGreaterThanOrEqual(86_399_000)
    await page.getByRole('button', { name: 'Prepare' }).click()
    for (const window of [page, beside]) await window.getByText('wechatpay: timeout-before').waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    for (const window of [page, beside]) await window.getByText('None is prepared').waitFor()
    expect(faults(desk.mock, { provider: 'alipay' })).toEqual([])
    await page.getByRole('button', { name: 'Show' }).click()
    await page.locator('pre:visible').waitFor()
    expect(await page.locator('pre:visible').textContent()).toMatch(/^13\d{16}$/)
    await desk.close()
  })

  it('is worked by keys alone, and keeps the focus where it was', async () => {
    const { desk, page } = await opened()
    await row(page, 'T1000001').waitFor()
    const focused = () =>
      page.evaluate(() => (document.activeElement === document.body ? '' : (document.activeElement?.textContent ?? '')))
    for (let key = 0; key < 20 && !(await focused()).includes('T1000003'); key += 1) await page.keyboard.press('Tab')
    expect(await focused()).toContain('T1000003')
    await page.keyboard.press('Enter')
    for (let key = 0; key < 5 && (await focused()) !== 'Scan and pay'; key += 1) await page.keyboard.press('Tab')
    expect(await focused()).toBe('Scan and pay')
    await page.keyboard.press('Enter')
    await row(page, 'T1000003').locator('summary .chip.paid').waitFor()
    expect(await focused()).toContain('T1000003')
    await desk.close()
  })

  it('sends tokens, in parts, by what names the order', async () => {
    const { desk, page } = await opened()
    const { reference } = await desk.placeTokens()
    await page.getByRole('link', { name: 'Clock and faults' }).click()
    const form = page.locator('section:has(> h2:text-is("Tokens"))')
    const send = async (value: string, said: string) => {
      await form.locator('input[inputmode="decimal"]').fill(value)
      await form.locator('button').click()
      await page.getByText(said).waitFor()
    }
    await form.locator('[data-focus="Token"]').selectOption('USDC')
    await form.locator('input').last().fill(reference)
    // Its address is there a second later.
    await page.getByRole('button', { name: '+ 1 minute' }).click()
    await send('12', 'Send: Done')
    await send('x', 'amount.value')
    await send('0.505678', 'Send: Done')
    await page.getByRole('link', { name: 'Orders' }).click()
    await row(page, '12.505678 USDC').locator('summary .chip.paid').waitFor()
    await desk.close()
  })

  it('shows an order in tokens as text, to its last digit', async () => {
    const { desk, page } = await opened()
    const { reference } = await desk.placeTokens()
    await row(page, '12.505678 USDC').waitFor()
    sendPayment(desk.mock, { reference, amount: tokenAmount('12.505678', 'USDC') })
    await row(page, '12.505678 USDC').locator('summary .chip.paid').waitFor()
    await desk.close()
  })

  it('opens Baidu’s cashier with what the smart program was given, and says why it does not', async () => {
    const { desk, page } = await opened()
    const orderInfo = await desk.signOrder('B1000002')
    await page.getByRole('link', { name: 'Clock and faults' }).click()
    const pasted = page.locator('textarea')
    const press = () => page.getByRole('button', { name: 'Open the cashier' }).click()
    for (const [text, said] of [
      ['{', 'Open the cashier: '],
      [JSON.stringify({ ...orderInfo, totalAmount: '1' }), 'errCode:6'],
      [JSON.stringify({ orderInfo }), 'Open the cashier: Done'],
    ] as const) {
      await pasted.fill(text)
      await press()
      await page.getByText(said).waitFor()
    }
    await page.getByRole('link', { name: 'Orders' }).click()
    await row(page, 'B1000002').locator('summary').click()
    await button(page, 'B1000002', 'Pay').click()
    await row(page, 'B1000002').locator('summary .chip.paid').waitFor()
    await desk.close()
  })

  it('takes a payout on, puts money in, and says where its notices go', async () => {
    const { desk, page } = await opened()
    await page.getByRole('link', { name: 'Clock and faults' }).click()
    const address = `${desk.control}/notify`
    await page.locator('[data-focus="Which"]').selectOption('ripple-payments payment')
    await page.locator('input[type="url"]').fill(address)
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.locator(`li:visible:text-is("ripple-payments: payment → ${address}")`).waitFor()
    await page.getByRole('button', { name: 'Put in' }).click()
    await page.getByText('Put in: Done').waitFor()
    const { quoteId } = await desk.payOut()
    await page.getByRole('link', { name: 'Orders' }).click()
    const payout = page.locator(`[data-key="ripple-payments ${quoteId}"]`)
    await payout.locator('.chip.pending:text-is("INITIATED")').waitFor()
    expect(await payout.textContent()).toMatch(/1000 USD → 19647\.78 MXN.*P1000001/)
    for (const state of ['COMPLETED', 'RETURNED']) {
      await payout.locator('select').selectOption(state)
      await payout.locator('button:text-is("Take it on")').click()
      await payout.locator(`.chip:text-is("${state}")`).waitFor()
    }
    expect(await payout.locator('button').count()).toBe(0)
    await page.getByRole('link', { name: 'Webhooks' }).click()
    await page.locator('.inside:visible:has-text("PAYMENT_STATE_TRANSITION")').first().waitFor()
    await page.getByRole('button', { name: 'Deliver now' }).first().click()
    await page.locator(`summary:visible:has-text("${address}")`).first().click()
    await page.locator('button:visible:text-is("Send again")').first().waitFor()
    // Who signs nothing has nothing to be broken.
    expect(await page.locator('button:visible:text-is("Corrupt and send")').count()).toBe(0)
    await desk.close()
  })

  it('teaches the first lines where there is nothing yet, and is live', async () => {
    const { desk, page } = await opened({ empty: true })
    await page.getByText('No orders yet').waitFor()
    for (const [name, lines] of Object.entries({
      unionpay: `hosts: ['${desk.server.urls.unionpay}']`,
      xrpl: `hosts: ['${desk.server.urls.xrpl}']`,
      baidu: 'nextAction.parameters.orderInfo',
      'ripple-payments': 'await transferFunds(client',
    })) {
      await row(page, `${name} `).locator('summary').click()
      await row(page, `${name} `).locator(`pre:visible:has-text("${lines}")`).waitFor()
    }
    await desk.place('T1000009')
    await row(page, 'T1000009').waitFor()
    expect(await page.locator('h2:visible:text("No orders yet")').count()).toBe(0)
    expect(await deliverWebhooks(desk.mock, { to: () => new Response() })).toEqual([])
    await desk.close()
  })
})
