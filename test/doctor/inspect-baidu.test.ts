import { generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { baidu } from 'shroff/baidu'
import { mockBaidu } from 'shroff/baidu/mock'
import { inspectAccount } from 'shroff/doctor'
import { createMockGateway } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { accountOf, clientSecret, merchant } from '../support/baidu.js'
import { noon } from '../support/noon.js'

const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' })
const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '')
const own = 'https://pay.example'

describe('the configuration of Baidu’s cashier:', () => {
  it.each([
    ['as it should be', {}, []],
    ['keys without their frame, as the console shows them', { privateKey: bare(merchant.privateKey) }, []],
    ['a short key that nobody has taken on', { platformKey: short }, ['wrong platformKey']],
    ['a short key that is taken', { platformKey: short, unsafeShortPlatformKey: true }, ['doubtful platformKey']],
    ['the own public key as Baidu’s', { platformKey: merchant.publicKey }, ['wrong platformKey']],
    ['the two keys swapped', { platformKey: merchant.privateKey }, ['wrong platformKey', 'wrong platformKey']],
    ['a private key that is none', { privateKey: merchant.publicKey }, ['wrong privateKey']],
    ['a key that is cut', { privateKey: merchant.privateKey.slice(0, 900) }, ['wrong privateKey']],
    ['the smart program’s App Key as appKey', { appKey: 'smartProgramKey' }, ['doubtful appKey']],
    ['the host of signed calls for all', { hosts: ['https://etrade-api.baidu.com'] }, ['wrong hosts']],
    [
      'the host of calls by token for signed ones',
      { signedHosts: ['https://openapi.baidu.com'] },
      ['wrong signedHosts'],
    ],
    ['a host of nobody’s', { hosts: [own] }, ['doubtful hosts']],
  ] as const)('%s', async (_, more, wanted) => {
    const inspection = await inspectAccount(accountOf(more as object))
    expect(inspection.findings.map(({ severity, option }) => `${severity} ${option}`)).toEqual(wanted)
    const shown = inspect(inspection, { depth: 9, showHidden: true }) + JSON.stringify(inspection)
    expect(shown).not.toContain(clientSecret)
    expect(shown).not.toContain(merchant.privateKey.split('\n')[1])
  })

  it('tells of each key whose it is, and how long', async () => {
    const { account, keys } = await inspectAccount(accountOf())
    expect(account).toBe('baidu/470193086')
    expect(keys.map(({ option, whose, bits }) => [option, whose, bits])).toEqual([
      ['platformKey', 'provider', 2048],
      ['privateKey', 'merchant', 2048],
    ])
  })

  it('knows the mock gateway’s keys, where the account is not the mock’s', async () => {
    const mock = await createMockGateway({ providers: [mockBaidu()], now: noon })
    const { mock: _, ...copied } = mock.credentials('baidu')
    const { findings } = await inspectAccount(baidu(copied as Parameters<typeof baidu>[0]))
    expect(findings.filter(({ severity }) => severity === 'wrong').map(({ option }) => option)).toEqual(
      expect.arrayContaining(['platformKey', 'privateKey']),
    )
  })
})
