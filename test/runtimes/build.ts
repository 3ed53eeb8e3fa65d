import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { pack, run } from '../package/pack.js'
import { quietly } from './bring.js'
import type { Kind } from './kinds.js'
import { loading, mustBeComplete } from './library.js'
import type { Place } from './suite/run.js'

const peers = ['ripple-binary-codec@2.11.0', 'ripple-keypairs@3.1.0']

/** Builds and packs the package, and installs it in `folder` as a user would. */
export function installPackage(folder: string): void {
  const tarball = pack(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop', private: true }))
  // And the optional peers of those entries that load none but what they need.
  run('npm', ['install', tarball, ...peers, '--prefer-offline', ...quietly], folder)
  const manifest = readFileSync(join(folder, 'node_modules/shroff/package.json'), 'utf8')
  mustBeComplete((JSON.parse(manifest) as { exports: object }).exports)
}

/**
 * The suite as one file in `folder`. The package stays outside, so that the runtime finds it by its own conditions; where
 * there is no node_modules at run time it is bundled by the conditions that a bundler has.
 */
export async function buildSuite(folder: string, kind: Kind, format: 'esm' | 'cjs', place: Place): Promise<string> {
  const outfile = join(folder, format === 'esm' ? 'suite.mjs' : 'suite.cjs')
  const contents = [
    loading(format, kind.conditions === undefined),
    `import { run } from ${JSON.stringify(join(import.meta.dirname, 'suite/run.ts'))}`,
    `const place = ${JSON.stringify(place)}`,
    kind.start,
  ]
  await build({
    stdin: { contents: contents.join('\n'), resolveDir: folder },
    absWorkingDir: folder,
    outfile,
    bundle: true,
    format,
    platform: 'neutral',
    // Those of ripple-keypairs have other files where Node is not.
    mainFields: [...(kind.conditions ? ['browser'] : []), 'module', 'main'],
    target: 'es2022',
    // Or a tsconfig.json above the folder would have its say.
    tsconfigRaw: {},
    logLevel: 'warning',
    ...(kind.conditions ? { conditions: kind.conditions } : { external: ['shroff', './node_modules/*'] }),
  })
  return outfile
}
