import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, sizes, worker } from '../package/bundle.js'
import { manifest, root } from './folder.js'
import type { Result } from './result.js'

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1)

const bound =
  'Texts of errors, key forms and certificates bound a webhook; zod (7.3 kB) and payment codes by APIv2 (2.9 kB) a client; the package `qr` alone has 6.1 kB: docs/packaging.md.'

/** Whose goal each of the uses in test/package/bundle.ts has, in kB. */
const goals: Partial<Record<keyof typeof sizes, readonly [job: string, most: number]>> = {
  'webhook receive': ['receive WeChat Pay webhooks', 5],
  'Alipay webhook': ['receive Alipay notifications', 5],
  client: ['WeChat Pay client with `fetchTransport`', 12],
  'Alipay client': ['Alipay client with `fetchTransport`', 12],
  'client on ky': ['WeChat Pay client with `http()` on ky', 17],
  'QR as SVG': ['QR code as SVG', 6.5],
  'both behind Gateway': ['both providers behind `Gateway`', 20],
}

const peers = {
  'wechatpay-axios-plugin': "export { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin'",
  'wechatpay-node-v3': "export { default } from 'wechatpay-node-v3'",
  'alipay-sdk': "export { AlipaySdk } from 'alipay-sdk'",
  'stripe, whole': "export { default } from 'stripe'",
  'standardwebhooks, webhooks only': "export { Webhook } from 'standardwebhooks'",
  'qr, SVG': "export { default } from 'qr'",
  'uqr, SVG': "export { renderSVG } from 'uqr'",
  'qrcode, SVG': "export { toString } from 'qrcode'",
}

/** What the package's uses add to a bundle, and what it takes on a disk. */
export async function measureSizes(folder: string): Promise<Result> {
  const own = await Promise.all(
    Object.entries(sizes).map(async ([name, { contents }]) => {
      const { minified, gzipped } = await bundle(folder, contents, worker)
      return { name: name as keyof typeof sizes, minified, gzipped }
    }),
  )
  const others = await Promise.all(
    Object.entries(peers).map(async ([name, contents]) => {
      const size = await bundle(folder, contents, worker).catch(() => undefined)
      return size
        ? [name, kilobytes(size.minified), kilobytes(size.gzipped)]
        : [name, '–', 'needs Node: loads in no browser and no Worker']
    }),
  )
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ unpackedSize: alone }] = JSON.parse(String(packed)) as [{ unpackedSize: number }]
  const whole = alone + installedSize(root, Object.keys(manifest(root).dependencies ?? {}))
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(2)
  const installed = Object.entries(peers)
    .map(([name]) => name.split(',')[0]!)
    .map((name) => [name, '', mebibytes(installedSize(folder, [name]))])
  return {
    title: 'Sizes',
    text:
      'What each use adds to an application’s bundle for a Worker: esbuild, minified and gzip, kB of 1 000 bytes; the figures ' +
      'of `npm run size`. Then what npm puts on the disk, in MiB.',
    tables: [
      {
        columns: ['bundled', 'min, kB', 'min + gzip, kB'],
        rows: [
          ...own.map(({ name, minified, gzipped }) => [`shroff: ${name}`, kilobytes(minified), kilobytes(gzipped)]),
          ...others,
        ],
      },
      {
        columns: ['installed', 'alone, MiB', 'with dependencies, MiB'],
        rows: [['shroff', mebibytes(alone), mebibytes(whole)], ...installed],
      },
    ],
    goals: [
      ...own.flatMap(({ name, gzipped }) => {
        const goal = goals[name]
        if (!goal) return []
        const [job, most] = goal
        return [{ job, goal: `≤ ${most} kB`, figure: `${kilobytes(gzipped)} kB`, met: gzipped <= most * 1000, bound }]
      }),
      {
        job: 'installed, without dependencies',
        goal: '≤ 1 MiB',
        bound:
          'Two formats, both readable: without blanks 1.2 MB, with short names too 1.0 MB, but then a stack trace says nothing.',
        figure: `${mebibytes(alone)} MiB`,
        met: alone <= 2 ** 20,
      },
      { job: 'installed, with them', goal: '≤ 9 MiB', figure: `${mebibytes(whole)} MiB`, met: whole <= 9 * 2 ** 20 },
    ],
  }
}

/** The files of these packages and of all that they depend on, found as Node would. */
function installedSize(from: string, names: readonly string[], seen = new Set<string>()): number {
  let sum = 0
  for (const name of names) {
    const folder = find(from, name)
    // An optional one may be absent.
    if (!folder || seen.has(folder)) continue
    seen.add(folder)
    sum += sizeOf(folder) + installedSize(folder, Object.keys(manifest(folder).dependencies ?? {}), seen)
  }
  return sum
}

function find(from: string, name: string): string | undefined {
  for (let at = from; ; at = join(at, '..')) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(folder)) return folder
    if (at === join(at, '..')) return undefined
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? sizeOf(path) : lstatSync(path).size
    })
    .reduce((one, other) => one + other, 0)
}
