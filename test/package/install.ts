import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { pack, run } from './pack.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** A project of a merchant's, with the package installed. */
    consumer: string
    tarball: string
  }
}

const root = join(import.meta.dirname, '../..')

/** Builds, packs, and installs the package into a new project outside of this one. */
export default function install(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'shroff-package-'))
  const tarball = pack(folder)

  const consumer = join(folder, 'consumer')
  cpSync(join(import.meta.dirname, 'consumer'), consumer, { recursive: true })
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'shop', private: true }))
  run('npm', ['install', tarball, '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], consumer)
  // The optional peer dependencies, without a second download.
  mkdirSync(join(consumer, 'node_modules/@opentelemetry'))
  for (const name of ['msw', '@opentelemetry/api', 'ripple-binary-codec', 'ripple-keypairs'])
    symlinkSync(join(root, 'node_modules', name), join(consumer, 'node_modules', name), 'junction')

  project.provide('consumer', consumer)
  project.provide('tarball', tarball)
  return () => rmSync(folder, { recursive: true, force: true })
}
