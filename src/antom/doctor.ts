import { secretsOf } from '../core/account.js'
import type { Evidence } from '../core/evidence.js'
import type { WireRequest } from '../core/transport.js'
import { bodies } from '../doctor/bodies.js'
import type { Around, Candidate, Case, Practice, Signed, Text } from '../doctor/case.js'
import type { Cause } from '../doctor/causes.js'
import { textOf } from '../doctor/recover.js'
import { addresses as addressesOf, pathVariants, requestCandidates } from '../doctor/requests.js'
import type { AntomReceivingAccount, AntomSecrets } from './account.js'
import { readSignature, signedText } from './canonical.js'
import { header, hosts } from './wire.js'

const held = (account: AntomReceivingAccount) => secretsOf<AntomSecrets>(account)!

/** What the doctor knows of Antom: what it signs, and what merchants do wrong with it. */
export const antomPractice: Practice = {
  nameOf: ({ clientId }: AntomReceivingAccount) => `antom/${clientId}`,
  // The sandbox is on the same hosts, under other paths.
  hosts: { production: Object.values(hosts), sandbox: Object.values(hosts) },
  keysOf(account: AntomReceivingAccount) {
    const { antomPublicKey, privateKey } = held(account)
    return [
      { name: 'antomPublicKey', whose: 'provider', input: antomPublicKey },
      { name: 'privateKey', whose: 'merchant', input: privateKey },
    ]
  },
  secretsOf: (account: AntomReceivingAccount) => ({ agentToken: held(account).agentToken }),
  message,
  request,
}

function message({ account, kind, parts }: Evidence, { addresses }: Around): Signed | undefined {
  const { path = '', clientId = '', time = '', signature = '' } = parts as Record<string, string>
  const given = readSignature(signature)
  const body = parts.body as Uint8Array | undefined
  if (!given) return undefined
  const write = (target: string, content: Text): Uint8Array =>
    textOf([...signedText(target, clientId, time, ''), content])
  return {
    scheme: 'rsa',
    signature: given.base64,
    expected: 'antomPublicKey',
    keys: antomPractice.keysOf(account as never),
    text: body && write(path, body),
    ...(kind === 'answer' && { fresh: true, signedAt: /^\d{13}$/.test(time) ? Number(time) : Date.parse(time) }),
    *candidates(): Generator<Candidate> {
      if (!body) return
      for (const address of addresses) {
        const called = addressesOf(address).path
        const cause: Cause = called.split('?')[0] === path.split('?')[0] ? 'query-left-out' : 'path-changed'
        if (called !== path) yield { cause, text: write(called, body), changes: [called.split('?')[0]!] }
      }
      for (const [cause, other] of [...environments(path), ...pathVariants(path)])
        yield { cause, text: write(other, body), changes: [other.split('?')[0]!] }
      for (const each of bodies(body)) yield { ...each, text: write(path, each.text) }
    },
  }
}

/** The sandbox's paths are others. */
const environments = (path: string): (readonly [Cause, string])[] => [
  ['path-changed', path.replace('/ams/sandbox/api', '/ams/api')],
  ['path-changed', path.replace('/ams/api', '/ams/sandbox/api')],
]

function request(account: AntomReceivingAccount, sent: WireRequest): Case | Cause {
  const { headers, body = new Uint8Array() } = sent
  const given = readSignature(headers[header.signature] ?? '')
  const { [header.clientId]: clientId = '', [header.requestTime]: time = '' } = headers
  if (!given || !clientId || !time) return 'unsigned'
  const { path } = addressesOf(sent.url)
  const write = (method: string, target: string, content: Text): Text =>
    textOf([`${method} ${target}\n${clientId}.${time}.`, content])
  return {
    scheme: 'rsa',
    signature: given.base64,
    expected: 'privateKey',
    keys: antomPractice.keysOf(account as never),
    text: write('POST', path, body),
    fresh: true,
    signedAt: (/^\d{13}$/.test(time) ? Number(time) : Date.parse(time)) || undefined,
    beside: clientId === account.clientId ? undefined : 'other-merchant',
    *candidates() {
      for (const [cause, other] of environments(path))
        yield { cause, text: write('POST', other, body), changes: [other] }
      yield { cause: 'method-left-out', text: textOf([`${path}\n${clientId}.${time}.`, body]) }
      yield { cause: 'fields-swapped', text: textOf([`POST ${path}\n${time}.${clientId}.`, body]) }
      yield { cause: 'line-ends-changed', text: textOf([`POST ${path}\r\n${clientId}.${time}.`, body]) }
      yield { cause: 'separators-changed', text: textOf([`POST ${path}\n${clientId}\n${time}\n`, body]) }
      yield { cause: 'separators-changed', text: textOf([`POST ${path} ${clientId}.${time}.`, body]) }
      yield* requestCandidates(sent, body, write)
    },
  }
}
