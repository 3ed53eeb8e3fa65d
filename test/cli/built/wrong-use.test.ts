import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'

// What only a process of its own shows: pipes without end, ports, and files of another user.

const folder = mkdtempSync(join(tmpdir(), 'shroff-wrong-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const isRoot = process.getuid?.() === 0
const nobody = 65_534

function ended(command: string, user: { uid?: number; gid?: number } = {}) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    ...{ cwd: folder, encoding: 'utf8', ...user },
    env: { ...process.env, LC_ALL: 'C', SHROFF: `${process.execPath} ${inject('program')}` },
  })
  return { status, stdout, stderr }
}

describe('one line and its code', () => {
  it.each([
    ['--nope', "shroff: unknown option '--nope'\n"],
    ['nope', "shroff: unknown command 'nope'\n"],
  ])('shroff %s', (parameters, stderr) => {
    expect(ended(`$SHROFF ${parameters}`)).toEqual({ status: 2, stdout: '', stderr })
  })

  it.each(['doctor -', 'explain', 'keys inspect -', 'qr -', 'qr emvco build -', 'qr emvco parse -'])(
    'shroff %s, of a pipe of 100 MB and of one without end',
    (parameters) => {
      writeFileSync(join(folder, 'shroff.config.json'), '{"accounts":[]}')
      for (const source of ['head -c 100000000 /dev/zero', 'yes tea']) {
        const { status, stdout, stderr } = ended(`${source} | $SHROFF ${parameters}`)
        expect([status, stdout]).toEqual([2, ''])
        expect(stderr).toMatch(/^shroff: stdin is larger than (1|10) MB: is it the right file\?\n$/)
      }
    },
  )

  it('a named pipe without end', () => {
    const { status, stderr } = ended('mkfifo pipe; yes tea > pipe & $SHROFF keys inspect pipe')
    expect([status, stderr]).toEqual([2, 'shroff: pipe is larger than 1 MB: is it the right file?\n'])
  })

  it('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const taken = ended(`$SHROFF mock --port ${port}`)
    server.close()
    expect(taken).toMatchObject({ status: 3, stdout: '' })
    // The keys are made before it listens.
    const [line, ...rest] = taken.stderr.split('\n').slice(-2)
    expect([line!.replace(/\d+/, 'N'), rest]).toEqual([
      'shroff: port N is taken; --port chooses others, 0 any free ones',
      [''],
    ])
    // One of the nine after it may be somebody else's, too.
    const named = Number(/\d+/.exec(line!)?.[0]) - port
    expect(named >= 0 && named <= 9).toBe(true)
  })

  it.each<[string, RegExp]>([
    ['keys inspect locked', /^shroff: locked may not be read: no permission\n$/],
    ['doctor locked', /^shroff: locked may not be read: no permission\n$/],
    ['keys generate --out key.pem', /^shroff: key\.pem cannot be written: EACCES[^\n]*\n$/],
    ['qr tea --svg tea.svg', /^shroff: tea\.svg cannot be written: EACCES[^\n]*\n$/],
    ['init shop --yes', /^shroff: [^\n]*shop[^\n]* cannot be written: EACCES[^\n]*\n$/],
    ['mock --port 0', /^shroff: \.shroff cannot be made: EACCES[^\n]*\n$/],
  ])('shroff %s, without permission', (parameters, line) => {
    writeFileSync(join(folder, 'locked'), 'x')
    chmodSync(join(folder, 'locked'), 0o600)
    rmSync(join(folder, '.shroff'), { recursive: true, force: true })
    if (!isRoot) chmodSync(join(folder, 'locked'), 0)
    // Nothing may be made here, and the program is for everybody.
    chmodSync(folder, 0o555)
    chmodSync(dirname(dirname(dirname(inject('program')))), 0o755)
    const { status, stdout, stderr } = ended(`$SHROFF ${parameters}`, isRoot ? { uid: nobody, gid: nobody } : {})
    chmodSync(folder, 0o755)
    expect([status, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(line)
  })
})
