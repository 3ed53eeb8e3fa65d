import { request as send } from 'node:http'
import { expect, it } from 'vitest'
import { controls } from '../../src/mock/server/control/table.js'
import { inChromium } from '../checkout/browser/browser.js'
import { browser, type Desk, openDesk, serveAt, token } from './desk.js'
import { attack, hostile } from './hostile.js'

/** All that a page could change. */
async function standing({ control, mock }: Desk): Promise<unknown> {
  const response = await fetch(`${control}/_shroff/state`, { headers: { authorization: `Bearer ${token}` } })
  const { now: _, ...rest } = (await response.json()) as { now: number }
  return { ...rest, told: mock.journal.filter(({ kind }) => kind !== 'request') }
}

const open = browser()

inChromium('a page next door', () => {
  // A name of the attacker's, another name of this machine, and another port of it, to which the cookie is sent along.
  it.each(['evil.test', 'localhost', '127.0.0.1'])('at %s controls nothing, beside an open console', async (host) => {
    const desk = await openDesk()
    const { page, context } = await open()
    await page.goto(desk.link)
    await page.locator('span:text-is("Live")').waitFor()
    const before = await standing(desk)
    const evil = await serveAt(
      host,
      hostile([
        ...controls.filter(({ method }) => method === 'POST').map(({ name }) => `${desk.control}/_shroff/${name}`),
        `${desk.control}/`,
      ]),
    )
    const beside = await context.newPage()
    expect(await attack(beside, evil.url)).toEqual({ read: [] })
    expect(await standing(desk)).toEqual(before)
    await evil.close()
    await desk.close()
  })

  it('under a name of its own that leads here is refused, whatever it brings', async () => {
    const desk = await openDesk()
    const { port } = new URL(desk.control)
    const { page } = await open()
    const [cookie] = (await fetch(desk.link, { redirect: 'manual' })).headers.getSetCookie()
    const ask = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        send(`${desk.control}/_shroff/state`, { headers }, ({ statusCode }) => resolve(statusCode ?? 0))
          .on('error', reject)
          .end()
      })
    const own = { cookie: cookie!.split(';')[0]! }
    expect(await ask(own)).toBe(200)
    expect(await ask({ ...own, host: `evil.test:${port}` })).toBe(403)
    // An empty 403: there is no page at all.
    await expect(page.goto(`http://evil.test:${port}/`)).rejects.toThrow('ERR_HTTP_RESPONSE_CODE_FAILURE')
    await desk.close()
  })
})

it('its link opens it once, and is led away from', async () => {
  const desk = await openDesk({ empty: true })
  const first = await fetch(desk.link, { redirect: 'manual' })
  expect([first.status, first.headers.get('location')]).toEqual([303, '/'])
  expect(first.headers.get('set-cookie')).toMatch(/^shroff=\w{32,}; HttpOnly; SameSite=Strict; Path=\/$/)
  const second = await fetch(desk.link, { redirect: 'manual' })
  expect([second.status, second.headers.get('set-cookie')]).toEqual([403, null])
  expect((await fetch(`${desk.control}/`)).status).toBe(403)
  await desk.close()
})
