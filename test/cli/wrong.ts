import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files of each kind that are not what a command wants. */
export function putWrongFiles(cwd: string): void {
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(cwd, name), content)
  put('binary', Buffer.from('89504e470d0a1a0a0000000dff', 'hex'))
  put('large', '')
  // With nothing in it, so that it takes no room.
  truncateSync(join(cwd, 'large'), 100_000_000)
  put('locked', 'x')
  chmodSync(join(cwd, 'locked'), 0o000)
  put('no.json', '{"a":')
  put('bad.config.json', '{"accounts":[{"provider":"nobody"}]}')
  put('no-config.json', '{"accounts":{}}')
  put('no-address.json', '{"accounts":[],"notifyUrls":["nowhere"]}')
  put('seed-of-nobody.json', '{"orders":[{"provider":"nobody","orderId":"T1","amount":{"currency":"CNY","value":1}}]}')
  put('seed-without-amount.json', '{"orders":[{"provider":"alipay","orderId":"T1"}]}')
  put('code.json', '{"initiation":"dynamic","accounts":[],"country":"HK","name":"","city":"HK"}')
  put('event.json', '[]')
  mkdirSync(join(cwd, 'folder'))
  writeFileSync(join(cwd, 'folder/.env.example'), '')
}

/** Commands that read a file, with the place of its name. */
export const readers = {
  doctor: ['doctor', 'FILE'],
  explain: ['explain', 'FILE'],
  'keys inspect': ['keys', 'inspect', 'FILE'],
  'keys convert': ['keys', 'convert', 'FILE', '--to', 'spki'],
  'keys thumbprint': ['keys', 'thumbprint', 'FILE'],
  'qr emvco build': ['qr', 'emvco', 'build', 'FILE'],
  'doctor --config': ['doctor', '--config', 'FILE'],
  'mock --seed': ['mock', '--port', '0', '--seed', 'FILE'],
  'webhook send --resource': [
    ...['webhook', 'send', 'http://127.0.0.1:1/', '--provider', 'wechatpay'],
    ...['--type', 'COMPLAINT.CREATE', '--resource', 'FILE'],
  ],
}

/** Wrong uses with what they end with and say. */
export const wrongUses: readonly (readonly [parameters: string[], exit: number, words: RegExp])[] = [
  [['doctor', '--frobnicate'], 2, /--frobnicate/],
  [['doctor', '-', '--at', 'noon'], 2, /--at is a time/],
  [['doctor', 'x', '--online'], 2, /about the configuration/],
  [['doctor', '--config', 'bad.config.json'], 2, /bad\.config\.json: accounts\.0\.provider must be one of "wechatpay"/],
  [['doctor', '--config', 'no-config.json'], 2, /no-config\.json: accounts must be an array; an object came$/m],
  [['doctor', '--config', 'no-address.json'], 2, /notifyUrls\.0 must be an absolute address/],
  [['explain', 'a', 'b'], 2, /too many arguments/],
  [['explain', '--frobnicate'], 2, /--frobnicate/],
  [['keys', 'nonsense'], 2, /nonsense/],
  [['keys', 'inspect', 'x', '--frobnicate'], 2, /--frobnicate/],
  [['keys', 'thumbprint', 'x', '--frobnicate'], 2, /--frobnicate/],
  [['keys', 'generate', '--frobnicate'], 2, /--frobnicate/],
  [['keys', 'generate', '--bits', '1024', '--stdout'], 2, /--bits is/],
  [['keys', 'generate', '--out', 'folder'], 2, /exists|cannot be written/],
  [['keys', 'convert', 'missing'], 2, /--to/],
  [['keys', 'serial', 'xyz'], 2, /does not exist/],
  [['keys', 'serial', 'ab', '--decimal'], 2, /neither a file nor a number/],
  [['qr'], 2, /say what the code is to hold/],
  [['qr', 'x', '--level', 'Z'], 2, /level/],
  [['qr', 'x', '--margin', 'wide'], 2, /--margin/],
  [['qr', 'x', '--margin', '99'], 2, /margin: must be a whole number from 0 to 40/],
  [['qr', 'x', '--svg', 'folder'], 2, /folder cannot be written/],
  [['qr', 'x', '--svg', 'nowhere/x.svg'], 2, /cannot be written/],
  [['qr', 'x'.repeat(4000)], 2, /QR code/],
  [['qr', 'emvco', 'build', 'code.json'], 2, /code|accounts/],
  [['qr', 'emvco', 'parse'], 2, /say what the code is to hold/],
  [['init', 'folder'], 2, /has \.env\.example already/],
  [['init', '--framework', 'rails'], 2, /--framework/],
  [['mock', '--frobnicate'], 2, /--frobnicate/],
  [['mock', '--port', 'x'], 2, /--port is a number/],
  [['mock', '--clock', 'slow'], 2, /--clock is real or fast/],
  [['mock', '--folder', 'locked'], 2, /locked is a file/],
  [['mock', '--seed', 'seed-without-amount.json'], 2, /orders\.0\.amount must be given, as an object/],
  [['webhook', 'test', 'http://127.0.0.1:1/', '--provider', 'wechatpay'], 3, /nobody answers/],
  [['webhook', 'test', 'http://127.0.0.1:1/'], 2, /--provider/],
  [['webhook', 'test', 'ftp://127.0.0.1/', '--provider', 'wechatpay'], 2, /begin with http/],
  [['webhook', 'test', 'https://shop.example/', '--provider', 'wechatpay'], 2, /not on this machine/],
  [['webhook', 'test', 'http://127.0.0.1:1/', '--provider', 'nobody'], 2, /--provider is/],
  [['webhook', 'send', 'http://127.0.0.1:1/', '--provider', 'wechatpay', '--forgery', 'x'], 2, /--forgery is one of/],
  [['webhook', 'send', 'http://127.0.0.1:1/', '--provider', 'wechatpay', '--type', 'X.Y'], 2, /needs --resource/],
  [['webhook', 'send', 'http://127.0.0.1:1/?a=1', '--provider', 'wechatpay'], 2, /notifyUrl/],
]
