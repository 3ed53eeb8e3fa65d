import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { keys as alipay } from '../../src/alipay/mock/keys.js'
import { keys as antom } from '../../src/antom/mock/keys.js'
import { keys as baidu } from '../../src/baidu/mock/keys.js'
import { keys as circle } from '../../src/circle/mock/keys.js'
import { keys as lakala } from '../../src/lakala/mock/keys.js'
import { keys as unionpay } from '../../src/unionpay/mock/keys.js'
import { keys as wechatpay } from '../../src/wechatpay/mock/keys.js'
import { keys as yeepay } from '../../src/yeepay/mock/keys.js'
import { run } from './run.js'

/** `shroff mock` in this process, in a folder that is new for each test. */
export function mockHere() {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shroff-mock-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** As if the keys had been made before, which takes seconds. */
  function withKeys() {
    const { circle: own, curveStranger, next: _, ...circleRsa } = circle
    const all = [wechatpay, alipay, antom, unionpay, circleRsa, lakala, yeepay, baidu].flatMap((each) =>
      Object.values<string>(each),
    )
    const texts = { apiV3Key: '3'.repeat(32), apiV2Key: '2'.repeat(32), publicKeyId: '24101100397200000006' }
    const curves = Object.fromEntries([own, curveStranger].map((key) => [key.slice(48, 64), key]))
    const ownTexts = {
      'qqpay apiKey': 'q'.repeat(32),
      'qqpay appKey': 'a'.repeat(32),
      'qqpay operatorPassword': 'operator',
      'baidu clientSecret': 'b'.repeat(32),
      'ripple-payments clientSecret': 'r'.repeat(48),
    }
    const shared = { apiKey: 'SAND_API_KEY:1:2', ...ownTexts, ...curves }
    const made = { ...texts, ...shared, ...Object.fromEntries(all.map((key) => [key.slice(60, 76), key])) }
    mkdirSync(join(folder, '.shroff'), { recursive: true })
    writeFileSync(join(folder, '.shroff/keys.json'), JSON.stringify(made), { mode: 0o600 })
  }

  /** Starts the mock in this process; `end` is Ctrl-C. */
  async function start(...parameters: string[]) {
    const ending = new AbortController()
    const said = { out: '', err: '' }
    let up: () => void
    const isUp = new Promise<void>((resolve) => {
      up = resolve
    })
    const ended = run(['mock', '--port', '0', ...parameters], {
      cwd: folder,
      signal: ending.signal,
      out(text) {
        said.out += text
        up()
      },
      err(text) {
        said.err += text
      },
    })
    await Promise.race([isUp, ended])
    const end = async () => {
      ending.abort()
      return (await ended).exit
    }
    return { said, end }
  }

  /** An operation of the control, as a program asks for it. */
  async function control(operation: string, parameters?: object) {
    const { url, token } = JSON.parse(file('control.json'))
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = parameters && { method: 'POST', body: JSON.stringify(parameters) }
    const response = await fetch(`${url}/_shroff/${operation}`, { headers, ...body })
    const said = await response.json()
    if (!response.ok) throw new Error(said.error.message)
    return said
  }

  const file = (name: string) => readFileSync(join(folder, '.shroff', name), 'utf8')

  return { folder: () => folder, withKeys, start, control, file }
}
