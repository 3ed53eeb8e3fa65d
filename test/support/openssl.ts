import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs the command line `openssl` in a folder with these files. Throws where it says no. */
function openssl(files: Record<string, string | Uint8Array>, ...parameters: string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'shroff-openssl-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return execFileSync('openssl', parameters, { cwd: folder, stdio: 'pipe' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
const agrees = (run: () => unknown): boolean => {
  try {
    run()
    return true
  } catch {
    return false
  }
}
type Hash = 'sha1' | 'sha256'

export const digest = (hash: Hash, text: string) =>
  openssl({ text }, 'dgst', `-${hash}`, '-r', 'text').toString().split(' ')[0]!

/** RSASSA-PKCS1-v1_5. */
export const signWith = (hash: Hash, text: string, privateKey: string) =>
  openssl({ text, key: privateKey }, 'dgst', `-${hash}`, '-sign', 'key', 'text').toString('base64')

export const verifiesUnder = (hash: Hash, text: string, signature: string, certificate: string) => {
  const key = openssl({ certificate }, 'x509', '-in', 'certificate', '-pubkey', '-noout')
  const files = { text, key, signature: Buffer.from(signature, 'base64') }
  return agrees(() => openssl(files, 'dgst', `-${hash}`, '-verify', 'key', '-signature', 'signature', 'text'))
}

/** Upper-case hexadecimal, as it stands in the certificate. */
export const serialOf = (certificate: string) =>
  openssl({ certificate }, 'x509', '-in', 'certificate', '-serial', '-noout').toString().trim().replace('serial=', '')

/** Whether a chain holds at this time; SHA-1 is let through, for there are authorities that know nothing else. */
export const chains = (leaf: string, middle: string, root: string, at: Date) => {
  const seconds = String(at.getTime() / 1000)
  const options = ['-attime', seconds, '-auth_level', '0', '-CAfile', 'root', '-untrusted', 'middle']
  return agrees(() => openssl({ leaf, middle, root }, 'verify', ...options, 'leaf'))
}

/** RSAES-PKCS1-v1_5. */
export const decryptWith = (privateKey: string, sealed: string, encoding: BufferEncoding = 'utf8') =>
  openssl(
    { key: privateKey, sealed: Buffer.from(sealed, 'base64') },
    'pkeyutl',
    '-decrypt',
    '-inkey',
    'key',
    '-in',
    'sealed',
  ).toString(encoding)

export const encryptWith = (certificate: string, plaintext: Uint8Array) =>
  openssl({ certificate, plaintext }, 'pkeyutl', '-encrypt', '-certin', '-inkey', 'certificate', '-in', 'plaintext')
