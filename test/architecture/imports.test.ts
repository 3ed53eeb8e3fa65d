import { describe, expect, it } from 'vitest'
import { modulesOf, readSources } from './modules.js'
import { rules } from './rules.js'

const sources = readSources()

describe('the sources keep the rule:', () => {
  it.each(Object.entries(rules))('%s', (_, broken) => {
    expect(broken(sources)).toEqual([])
  })
})

/** Sources that break a rule, and the rule. */
const planted: [rule: string, path: string, text: string][] = [
  ['core imports core, codec and crypto only', 'core/client.ts', "import { wechatpay } from '../wechatpay/account.js'"],
  ['the list of the mock’s keys imports nothing', 'mock/keys/fingerprints.ts', "import { a } from '../parties.js'"],
  ['codec imports codec and the bytes of crypto only', 'codec/json.ts', "import { plain } from '../core/errors.js'"],
  ['crypto imports crypto only', 'crypto/key.ts', "import type { A } from '../wechatpay/account.js'"],
  ['the two sides of crypto never import each other', 'crypto/web/hash.ts', "import { md5 } from '../node/hash.js'"],
  ['the two sides of crypto never import each other', 'crypto/node/hash.ts', "import { md5 } from '../web/hash.js'"],
  [
    'statement imports core, codec, statement and the bytes of crypto only',
    'statement/row.ts',
    "import { sha256 } from '#crypto'",
  ],
  [
    'webhook imports core, crypto, store and webhook only',
    'webhook/node.ts',
    "import { receiveWebhook } from '../wechatpay/webhook.js'",
  ],
  [
    'life imports core, gateway, store, life and the once of webhook only',
    'life/sale.ts',
    "import { wechatpayGateway } from '../wechatpay/gateway.js'",
  ],
  [
    'the doctor imports core, codec, crypto, doctor and the doctor.ts of providers only',
    'doctor/bodies.ts',
    "import { wechatpaySecrets } from '../wechatpay/account.js'",
  ],
  [
    'only the doctor’s table imports what a provider’s doctor.ts knows',
    'doctor/examine.ts',
    "import { alipayPractice } from '../alipay/doctor.js'",
  ],
  [
    'the doctor brings nothing of a provider but what its messages are made of',
    'alipay/doctor.ts',
    "import { alipaySecrets } from './account.js'",
  ],
  ['store imports core and store only', 'store/sqlite.ts', "import { DatabaseSync } from 'node:sqlite'"],
  ['gateway imports core, statement and gateway only', 'gateway/port.ts', "import { toHex } from '../crypto/bytes.js'"],
  ['keyed digests are made in crypto only', 'wechatpay/v2/sign.ts', "import { hmacSha256 } from '#crypto'"],
  ['sm imports core, crypto and sm only', 'sm/sm3.ts', "import { seal } from '../wechatpay/seal.js'"],
  ['only sm and the command line import sm', 'wechatpay/seal.ts', "import { sm } from '../sm/suite.js'"],
  ['only sm imports the package of its curve', 'cli/keys/write.ts', "import '@noble/curves/abstract/weierstrass.js'"],
  ['transport imports core and transport only', 'transport/fetch.ts', "import { seal } from '../wechatpay/seal.js'"],
  ['qr imports core, codec and qr only', 'qr/svg.ts', "import { utf8 } from '../crypto/bytes.js'"],
  ['otel imports core and otel only', 'otel/open-telemetry.ts', "import { wechatpay } from '../wechatpay/account.js'"],
  ['shroff itself imports core, transport and the key types only', 'index.ts', "export * from './crypto/key.js'"],
  [
    'the mock imports core, codec, crypto and mock only',
    'mock/gateway.ts',
    "import { wire } from '../wechatpay/wire.js'",
  ],
  [
    'the console imports qr, Node and its own files only',
    'mock/server/console/page.ts',
    "import { pay } from '../../controls.js'",
  ],
  [
    'of the console only serve.ts imports Node',
    'mock/server/console/page.ts',
    "import { readFile } from 'node:fs/promises'",
  ],
  ['a provider imports no other provider', 'alipay/seal.ts', "import { seal } from '../wechatpay/seal.js'"],
  [
    'the provider side of a wire imports nothing of the merchant side but wire and canonical',
    'wechatpay/mock/answer.ts',
    "import { open } from '../open.js'",
  ],
  ['the merchant side never imports a mock', 'wechatpay/actions/pay.ts', "import { a } from '../mock/answer.js'"],
  ['the merchant side never imports a mock', 'wechatpay/call.ts', "import { a } from '../../mock/gateway.js'"],
  ['a provider reaches no transport', 'wechatpay/call.ts', "import { http } from '../transport/http.js'"],
  ['canonical.ts imports nothing', 'wechatpay/canonical.ts', "import { a } from './wire.js'"],
  ['wire.ts imports types of shapes only', 'wechatpay/wire.ts', "import { a } from './account.js'"],
  [
    'a webhook never reaches signing, the actions or the pipeline',
    'wechatpay/parties.ts',
    "import { seal } from './seal.js'",
  ],
  ['what opens messages never reaches zod', 'wechatpay/parties.ts', "import * as z from 'zod/mini'"],
  ['what calls any endpoint never reaches zod', 'core/json.ts', "import * as z from 'zod/mini'"],
  [
    'who uploads nothing never reaches what writes uploads',
    'alipay/seal.ts',
    "import { writeMultipart } from '../codec/multipart.js'",
  ],
  ['shroff itself never reaches ky, zod or crypto', 'core/amount.ts', "import ky from 'ky'"],
  ['qr and checkout reach neither crypto nor a provider', 'core/errors.ts', "import { toHex } from '#crypto'"],
  [
    'checkout/session imports core, codec, crypto, gateway, life, qr, store and checkout only',
    'checkout/session/start.ts',
    "import { wechatpayGateway } from '../../wechatpay/gateway.js'",
  ],
  [
    'the browser’s side of a checkout never imports the server’s',
    'checkout/watch-payment.ts',
    "import type { Token } from './session/token.js'",
  ],
  ['shroff/mock reaches neither msw nor Node', 'mock/gateway.ts', "import { http } from 'msw'"],
  ['a provider’s mock reaches neither msw nor Node', 'wechatpay/mock/rules.ts', "import 'node:fs'"],
  ['only transport/http.ts imports ky', 'transport/fetch.ts', "const load = () => import('ky')"],
  ['only transport/node.ts imports https-proxy-agent', 'transport/http.ts', "import 'https-proxy-agent'"],
  [
    'only mock/msw.ts and checkout/mock/handlers.ts import msw',
    'mock/fetch.ts',
    "import type { HttpHandler } from 'msw'",
  ],
  ['only checkout/react.ts imports react', 'checkout/draw.ts', "import { useState } from 'react'"],
  ['only checkout/vue.ts imports vue', 'checkout/draw.ts', "import { ref } from 'vue'"],
  [
    'only otel imports @opentelemetry/api, or itself',
    'core/request.ts',
    "import type { Span } from '@opentelemetry/api'",
  ],
  [
    'only otel imports @opentelemetry/api, or itself',
    'wechatpay/call.ts',
    "import { openTelemetry } from '../otel/open-telemetry.js'",
  ],
  ['only qr/matrix.ts imports qr', 'qr/png.ts', "import qr from 'qr'"],
  ['only checkout/session and the command line import jose', 'webhook/handler.ts', "import { jwtVerify } from 'jose'"],
  [
    'only who pays on the ledger imports the packages that sign there',
    'xrpl/mock/submit.ts',
    "import { decode } from 'ripple-binary-codec'",
  ],
  [
    'who only watches the ledger, and its mock, never reach the packages that sign there',
    'xrpl/history.ts',
    "import { sentAs } from './pay/sent.js'",
  ],
  [
    'who only watches the ledger, and its mock, never reach the packages that sign there',
    'xrpl/mock/submit.ts',
    "const load = () => import('ripple-keypairs')",
  ],
  ['node: is imported only where Node is meant', 'core/account.ts', "import { randomBytes } from 'node:crypto'"],
  ['zod is imported only where a user’s input enters', 'wechatpay/wire.ts', "import * as z from 'zod/mini'"],
  ['zod is imported as zod/mini', 'wechatpay/limits.ts', "import { z } from 'zod'"],
  ['nothing imports the command line, and nothing else parses its parameters', 'qr/svg.ts', "import '../cli/io.js'"],
  ['nothing imports the command line, and nothing else parses its parameters', 'qr/svg.ts', "import 'commander'"],
  ['no other package is imported', 'wechatpay/seal.ts', "import axios from 'axios'"],
  ['no other package is imported', 'otel/open-telemetry.ts', "import { Resource } from '@opentelemetry/resources'"],
  ['an import is never computed', 'core/client.ts', 'export const load = (name: string) => import(name)'],
  ['a relative import ends in .js and finds its file', 'core/client.ts', "import { configError } from './errors'"],
  ['only an entry passes on what another file exports', 'core/client.ts', "export { amount } from './amount.js'"],
  ['nothing inside imports an entry that is a barrel', 'qr/svg.ts', "import { qrPng } from './index.js'"],
  [
    'only open*.ts makes something Verified',
    'wechatpay/webhook.ts',
    "import { markVerified as v } from '../core/verified.js'",
  ],
  ['no file is longer than 300 lines', 'core/client.ts', '\n'.repeat(301)],
  [
    'instanceof is not asked of our own classes, of which there are two copies',
    'core/failure.ts',
    'const f = (error: unknown) => error instanceof ShroffError',
  ],
  ['the shared rooms name no provider in code', 'core/client.ts', "export const a = 'Pass wechatpay({...})'"],
  ['the shared rooms name no provider in code', 'crypto/key.ts', 'export const b = `an Alipay key`'],
  ['the shared rooms name no provider in code', 'mock/faults.ts', "export const c = ['wechatpay']"],
  ['the shared rooms name no provider in code', 'gateway/port.ts', "export const d = '微信支付'"],
  ['no module imports, however far, what imports it', 'mock/running.ts', "import type { A } from './deliveries.js'"],
  ['no module does anything when it is loaded', 'codec/time.ts', 'const start = Date.now()'],
  ['no module does anything when it is loaded', 'codec/time.ts', 'let count = 0'],
  ['no module does anything when it is loaded', 'codec/time.ts', "if (typeof fetch === 'undefined') throw new Error()"],
  ['no module does anything when it is loaded', 'codec/time.ts', 'const debug = process.env.DEBUG'],
]

describe('a source is caught that breaks the rule:', () => {
  it.each(planted)('%s (%s)', (rule, path, text) => {
    const before = sources.get(path)?.text ?? ''
    const changed = modulesOf({ 'alipay/wire.ts': '', [path]: `${before}\n${text}` })
    expect(rules[rule]!(new Map([...sources, ...changed]))).not.toEqual(rules[rule]!(sources))
  })

  it('each rule of all', () => {
    expect([...new Set(planted.map(([rule]) => rule))]).toEqual(Object.keys(rules))
  })
})
