import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

/** What wrangler does: one file by a Worker's conditions, and a configuration of workerd. Gives the path of that. */
export async function buildWorker(
  folder: string,
  main: string,
  variables: readonly string[],
  wrangler: { readonly compatibility_date: string; readonly compatibility_flags: readonly string[] },
): Promise<string> {
  const built = `built-${basename(main, '.js')}`
  await build({
    absWorkingDir: folder,
    entryPoints: [main],
    outfile: `${built}.mjs`,
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*'],
    tsconfigRaw: {},
  })
  const bindings = variables.map((name) => `(name = "${name}", fromEnvironment = "${name}")`)
  const configuration = join(folder, `${built}.capnp`)
  writeFileSync(
    configuration,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "shop", worker = (
      modules = [(name = "shop", esModule = embed "${built}.mjs")],
      compatibilityDate = "${wrangler.compatibility_date}",
      compatibilityFlags = ${JSON.stringify(wrangler.compatibility_flags)},
      bindings = [${bindings.join(', ')}],
    )),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", http = (), service = "shop")],
);`,
  )
  return configuration
}

/** As `nest new` sets them, and `allowJs` for what is imported beside it. */
export function compileNest(scratch: string, file: string, outDir: string): string[] {
  const tsc = [
    process.execPath,
    join(scratch, 'node_modules/typescript/bin/tsc'),
    file,
    '--ignoreConfig',
    '--strict',
    '--skipLibCheck',
  ]
  const decorators = ['--experimentalDecorators', '--emitDecoratorMetadata']
  const modules = ['--module', 'nodenext', '--target', 'es2023', '--isolatedModules', '--allowJs']
  return [...tsc, ...decorators, ...modules, '--outDir', outDir]
}
