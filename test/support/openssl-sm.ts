import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The command line openssl, as somebody else's SM2, SM3 and SM4.

/** Runs it in a folder with these files; `out` is what it writes there. */
function openssl(files: Record<string, string | Uint8Array>, command: string, ...parameters: string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'shroff-sm-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    execFileSync('openssl', [command, '-out', 'out', ...parameters], { cwd: folder, stdio: 'pipe' })
    return new Uint8Array(readFileSync(join(folder, 'out')))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const withId = (userId: string) => ['-rawin', '-digest', 'sm3', '-pkeyopt', `distid:${userId}`]
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

export const opensslSm2 = {
  sign: (key: string, message: Uint8Array, userId = '1234567812345678') =>
    openssl({ key, message }, 'pkeyutl', '-sign', '-inkey', 'key', '-in', 'message', ...withId(userId)),
  verifies(key: string, message: Uint8Array, signature: Uint8Array, userId = '1234567812345678'): boolean {
    const files = { key, message, signature }
    const parameters = ['-verify', '-pubin', '-inkey', 'key', '-in', 'message', '-sigfile', 'signature']
    try {
      openssl(files, 'pkeyutl', ...parameters, ...withId(userId))
      return true
    } catch {
      return false
    }
  },
  encrypt: (key: string, message: Uint8Array) =>
    openssl({ key, message }, 'pkeyutl', '-encrypt', '-pubin', '-inkey', 'key', '-in', 'message'),
  decrypt: (key: string, sealed: Uint8Array) =>
    openssl({ key, sealed }, 'pkeyutl', '-decrypt', '-inkey', 'key', '-in', 'sealed'),
}

export const opensslSm3 = (bytes: Uint8Array) => openssl({ bytes }, 'dgst', '-sm3', '-binary', 'bytes')

export const opensslSm4 = (mode: 'ecb' | 'cbc', key: Uint8Array, iv: Uint8Array, bytes: Uint8Array, decrypts = false) =>
  openssl(
    { bytes },
    'enc',
    ...[`-sm4-${mode}`, ...(decrypts ? ['-d'] : []), '-in', 'bytes', '-K', hex(key)],
    ...(mode === 'cbc' ? ['-iv', hex(iv)] : []),
  )
