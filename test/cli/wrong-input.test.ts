import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { folder } from './folder.js'
import { run } from './run.js'
import { openShops } from './shops.js'

// Each kind of wrong input ends with one line on stderr, nothing on stdout, and the exit code of its kind.

let cwd: string
beforeAll(async () => {
  cwd = (await openShops()).configure(folder())
  writeFileSync(join(cwd, 'binary'), Buffer.from('89504e470d0a1a0a0000000dff', 'hex'))
  writeFileSync(join(cwd, 'large'), '')
  // With nothing in it, so that it takes no room.
  truncateSync(join(cwd, 'large'), 100_000_000)
  writeFileSync(join(cwd, 'locked'), 'x')
  chmodSync(join(cwd, 'locked'), 0o000)
  writeFileSync(join(cwd, 'no.json'), '{"a":')
  writeFileSync(join(cwd, 'bad.config.json'), '{"accounts":[{"provider":"nobody"}]}')
  mkdirSync(join(cwd, 'folder'))
})

/** Commands that read a file, with the place of its name. */
const readers = {
  doctor: ['doctor', 'FILE'],
  explain: ['explain', 'FILE'],
  'keys inspect': ['keys', 'inspect', 'FILE'],
  'keys convert': ['keys', 'convert', 'FILE', '--to', 'spki'],
  'keys thumbprint': ['keys', 'thumbprint', 'FILE'],
  'qr emvco build': ['qr', 'emvco', 'build', 'FILE'],
  'doctor --config': ['doctor', '--config', 'FILE'],
}
const isRoot = process.getuid?.() === 0

describe.each(Object.entries(readers))('shroff %s', (_, parameters) => {
  it.each([
    ['missing', 2, /missing does not exist$/],
    ['binary', 2, /binary/],
    ['large', 2, /larger than|over/],
    ['folder', 2, /is a folder/],
    ['no.json', 2, /./],
    ['locked', isRoot ? 2 : 3, isRoot ? /./ : /no permission$/],
  ])('of a file that is %s', async (file, exit, words) => {
    const ended = await run(
      parameters.map((one) => (one === 'FILE' ? file : one)),
      { cwd },
    )
    expect([ended.exit, ended.out]).toEqual([exit, ''])
    expect(ended.err).toMatch(/^shroff: [^\n]+\n$/)
    expect(ended.err.trimEnd()).toMatch(words)
  })
})

it.each<[string[], number, RegExp]>([
  [['doctor', '--frobnicate'], 2, /--frobnicate/],
  [['doctor', '-', '--at', 'noon'], 2, /--at is a time/],
  [['doctor', 'x', '--online'], 2, /about the configuration/],
  [['doctor', '--config', 'bad.config.json'], 2, /bad\.config\.json: accounts\.0\.provider/],
  [['explain', 'a', 'b'], 2, /too many arguments/],
  [['keys', 'nonsense'], 2, /nonsense/],
  [['keys', 'generate', '--bits', '1024', '--stdout'], 2, /--bits is/],
  [['keys', 'generate', '--out', 'folder'], 2, /exists|cannot be written/],
  [['keys', 'convert', 'missing'], 2, /--to/],
  [['keys', 'serial', 'xyz'], 2, /does not exist/],
  [['keys', 'serial', 'ab', '--decimal'], 2, /neither a file nor a number/],
  [['qr'], 2, /say what the code is to hold/],
  [['qr', 'x', '--level', 'Z'], 2, /level/],
  [['qr', 'x', '--margin', 'wide'], 2, /--margin/],
  [['qr', 'x', '--svg', 'folder'], 2, /folder cannot be written/],
  [['qr', 'x', '--svg', 'nowhere/x.svg'], 2, /cannot be written/],
  [['webhook', 'test', 'http://127.0.0.1:1/', '--provider', 'wechatpay'], 3, /nobody answers/],
  [['webhook', 'test', 'http://127.0.0.1:1/'], 2, /--provider/],
  [['webhook', 'test', 'ftp://127.0.0.1/', '--provider', 'wechatpay'], 2, /begin with http/],
])('shroff %j', async (parameters, exit, words) => {
  const ended = await run(parameters, { cwd })
  expect([ended.exit, ended.out]).toEqual([exit, ''])
  expect(ended.err).toMatch(/^shroff: [^\n]+\n$/)
  expect(ended.err).toMatch(words)
  const chinese = await run([...parameters, '--lang', 'zh', '--json'], { cwd })
  expect(JSON.parse(chinese.out)).toEqual({ error: { code: exit, message: expect.any(String) } })
})
