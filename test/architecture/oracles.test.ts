import { describe, expect, it } from 'vitest'
import { type Module, modulesOf, readSources } from './modules.js'

// A check that shares a line with what it checks sees none of its mistakes. So an oracle, whatever it is called and wherever
// it stands in test/oracle, imports Node's primitives and oracles, in code and for types. Its own tests may import more, but
// nothing of the library directly.

const isTest = (path: string) => path.endsWith('.test.ts')
const oracles = readSources('test/oracle')

const broken = (modules: Map<string, Module>) =>
  [...modules.values()].flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) =>
        isTest(path)
          ? /^(shroff|#crypto)(\/|$)|(^|\/)src\/|^\(computed\)$/.test(target)
          : target !== 'node:crypto' && (!modules.has(target) || isTest(target)),
      )
      .map(({ specifier }) => `${path} imports ${specifier}`),
  )

it('no oracle imports anything but node:crypto and oracles', () => {
  const files = [...oracles.keys()].filter((path) => !isTest(path))
  const providers = new Set(files.filter((path) => path.includes('/')).map((path) => path.split('/')[0]))
  expect([...providers]).toEqual(expect.arrayContaining(['alipay', 'antom', 'circle', 'unionpay', 'wechatpay']))
  expect(broken(oracles)).toEqual([])
})

describe('an oracle is caught that imports', () => {
  it.each([
    ['a source', 'wechatpay/primitives.ts', "import { v2Message } from '../../../src/wechatpay/canonical.js'"],
    [
      'a source for its type alone',
      'alipay/reply.ts',
      "import type { WireReply } from '../../../src/core/transport.js'",
    ],
    ['the package', 'wechatpay.ts', "export { receiveWebhook } from 'shroff/wechatpay'"],
    ['the package, late', 'wechatpay/v2.ts', "export const load = () => import('shroff/wechatpay')"],
    ['what it is told at run time', 'alipay.ts', 'export const load = (name: string) => import(name)'],
    ['the library’s primitives', 'alipay/primitives.ts', "import { md5 } from '#crypto'"],
    ['what stands on the library', 'unionpay/reply.ts', "import { failure } from '../../support/failure.js'"],
    ['a door to it', 'wechatpay/signed.ts', "import { createRequire } from 'node:module'"],
    ['a source, in its test', 'wechatpay.test.ts', "import { scheme } from '../../src/wechatpay/wire.js'"],
    ['the package, in its test', 'alipay.test.ts', "import { alipay } from 'shroff/alipay'"],
  ])('%s', (_, path, text) => {
    expect(broken(new Map([...oracles, ...modulesOf({ [path]: text })]))).toHaveLength(1)
  })
})
