import { join } from 'node:path'
import { build } from 'esbuild'

/** A program of this folder, with the sources, as one file in `folder`. */
export async function bundle(program: string, folder: string): Promise<string> {
  const outfile = join(folder, program.replace(/\.ts$/, '.mjs'))
  await build({
    entryPoints: [join(import.meta.dirname, program)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    tsconfig: join(import.meta.dirname, '../../tsconfig.json'),
    logLevel: 'warning',
  })
  return outfile
}
