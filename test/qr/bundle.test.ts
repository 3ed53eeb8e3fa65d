import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('../../src/qr/', import.meta.url))

async function bundle(name: string, entry = './index.js') {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { ${name} } from '${entry}'`, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    absWorkingDir: fileURLToPath(new URL('../../', import.meta.url)),
  })
  // What is read and then left out whole costs nothing.
  const files = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file)
  return { bytes: gzipSync(outputFiles[0]!.contents, { level: 9 }).length, files }
}

// Of each figure the package qr is 6.0 kB and the error class 0.7 kB.
it.each([
  ['qrSvg', 8200],
  ['qrPng', 8050],
  ['qrText', 7700],
  ['qrSvg, qrPng, qrDataUrl, qrText', 9100],
])('%s costs a page at most %i bytes, minified and gzipped', async (name, limit) => {
  const { bytes } = await bundle(name)
  expect(bytes).toBeLessThanOrEqual(limit)
})

it('reaches the error class and the package qr, nothing else', async () => {
  const { files } = await bundle('qrSvg, qrPng, qrDataUrl, qrText')
  const outside = files.filter((file) => !file.startsWith('src/qr/') && file !== '<stdin>')
  expect(outside.sort()).toEqual(['node_modules/qr/index.js', 'src/codec/crc32.ts', 'src/core/errors.ts'])
})

// A page that draws a code which its server wrote needs neither; a till that reads one needs no drawing.
it.each([
  ['parseMerchantCode', 6000],
  ['buildMerchantCode', 8700],
  ['parsePayerCode, chooseApplication', 2500],
  [
    'buildMerchantCode, rebuildMerchantCode, parseMerchantCode, buildPayerCode, parsePayerCode, chooseApplication',
    11_000,
  ],
])('%s costs a page at most %i bytes, minified and gzipped', async (name, limit) => {
  const { bytes } = await bundle(name, './emvco/index.js')
  expect(bytes).toBeLessThanOrEqual(limit)
  expect(bytes).toBeGreaterThan(limit * 0.8)
})

it('EMVCo’s codes reach amounts, currencies, the error class and a checksum, and draw nothing', async () => {
  const { files } = await bundle('buildMerchantCode, parsePayerCode, buildPayerCode', './emvco/index.js')
  const outside = files.filter((file) => !file.startsWith('src/qr/emvco/') && file !== '<stdin>')
  expect(outside.sort()).toEqual([
    'src/codec/crc16.ts',
    'src/core/amount.ts',
    'src/core/currency.ts',
    'src/core/errors.ts',
  ])
})
