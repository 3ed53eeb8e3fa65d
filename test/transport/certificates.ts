import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An authority, a server certificate for `localhost` only, and a client certificate as PEM and PKCS#12, by openssl. */
export function makeCertificates() {
  const folder = mkdtempSync(join(tmpdir(), 'shroff-certificates-'))
  const openssl = (...given: string[]) => execFileSync('openssl', given, { cwd: folder, stdio: 'pipe' })
  const read = (name: string) => readFileSync(join(folder, name))
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  try {
    writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost\n')
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test Authority', '-days', '2')
    for (const name of ['localhost', 'merchant']) {
      openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
      const extensions = name === 'localhost' ? ['-extfile', 'names'] : []
      const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', ...extensions]
      openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...authority)
    }
    const merchant = ['-inkey', 'merchant.key', '-in', 'merchant.pem', '-passout', 'pass:1900000001']
    openssl('pkcs12', '-export', ...merchant, '-out', 'merchant.p12')
    return {
      ca: read('ca.pem').toString(),
      server: { cert: read('localhost.pem').toString(), key: read('localhost.key').toString() },
      client: { cert: read('merchant.pem').toString(), key: read('merchant.key').toString() },
      pfx: new Uint8Array(read('merchant.p12')),
      passphrase: '1900000001',
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
