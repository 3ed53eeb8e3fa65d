import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMockGateway } from 'shroff/mock'
import { ready, unionpay } from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from './pages.js'

// The commands of UnionPay's page, run as they stand on a .pfx that openssl makes as UnionPay's are made: by RC2-40.

const folder = mkdtempSync(join(tmpdir(), 'shroff-pfx-'))
afterAll(() => rmSync(folder, { recursive: true }))
const run = (command: string) => execFileSync('sh', ['-ec', command], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })

describe.each(['docs/unionpay.md', 'docs/zh/unionpay.md'])('%s', (page) => {
  it('takes key and certificate out of a .pfx, so that an account takes both', async () => {
    const [, commands = ''] = /^```sh\n(umask.*?)^```$/ms.exec(readFileSync(join(root, page), 'utf8')) ?? []
    const mock = await createMockGateway({ providers: [mockUnionpay()], keys: 'fresh' })
    const { privateKey, certificate, middleCertificate, rootCertificate, ...rest } = mock.credentials('unionpay')
    const files = { key: privateKey, certificate, chain: `${middleCertificate}\n${rootCertificate}` }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text!)
    const old = '-legacy -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-RC2-40 -macalg sha1 -passout pass:000000'
    run(`openssl pkcs12 -export ${old} -inkey key -in certificate -certfile chain -out acp_test_sign.pfx`)
    // A person types the password.
    const shown = run(commands.replaceAll('openssl pkcs12', 'openssl pkcs12 -passin pass:000000'))
    expect(shown).toContain(rest.merchantId)
    const account = unionpay({
      merchantId: rest.merchantId,
      clock: rest.clock,
      privateKey: readFileSync(join(folder, 'merchant.key')),
      certificate: readFileSync(join(folder, 'merchant.cer')),
      rootCertificate: rootCertificate!,
      middleCertificate: middleCertificate!,
    })
    expect((await ready(account)).proven).toEqual(expect.arrayContaining(['privateKey', 'certificate']))
  })
})
