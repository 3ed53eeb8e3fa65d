import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { keysInspectOutput } from '../../src/cli/keys/inspect.js'

// The command as it is installed, in a process of its own.
const cwd = join(inject('place'), 'tool')
const shroff = (parameters: string[], env: Record<string, string> = {}) =>
  execFileSync(process.execPath, ['node_modules/shroff/dist/cli.js', ...parameters], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en_GB.UTF-8', ...env },
  })

it('starts, and finds the pages of its package', () => {
  expect(shroff(['--help'])).toContain('doctor')
  const error = { code: 'KEY_UNKNOWN', outcome: 'not-sent', message: 'x' }
  const said = execFileSync(process.execPath, ['node_modules/shroff/dist/cli.js', 'explain', '--json'], {
    cwd,
    input: JSON.stringify(error),
  })
  expect(JSON.parse(said.toString())).toMatchObject({ code: 'KEY_UNKNOWN', money: expect.any(String) })
})

it('reads a PFX, in old ciphers and new ones, where node-forge is installed', () => {
  const run = (program: string, ...parameters: string[]) => execFileSync(program, parameters, { cwd, stdio: 'pipe' })
  run('npm', 'install', 'node-forge@1.4.3', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error')
  const subject = ['-subj', '/CN=1900000001', '-keyout', 'key.pem', '-out', 'cert.pem']
  run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject)
  const pair = ['-export', '-inkey', 'key.pem', '-in', 'cert.pem', '-passout', 'pass:oolong']
  for (const ciphers of [['-legacy'], []]) {
    run('openssl', 'pkcs12', ...pair, ...ciphers, '-out', 'file.pfx')
    const said = shroff(['keys', 'inspect', 'file.pfx', '--password-env', 'PFX', '--json'], { PFX: 'oolong' })
    const { keys } = keysInspectOutput.parse(JSON.parse(said))
    expect(keys.map(({ form }) => form)).toEqual(['a private key (PKCS#1)', 'a certificate'])
    expect(keys[0]!.fingerprint).toBe(keys[1]!.fingerprint)
  }
})
