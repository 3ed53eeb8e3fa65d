import { execFile } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { inject } from 'vitest'

/** A project of this folder, copied to outside of the repository. What its package.json names is installed when it is first used. */
export type Project = {
  readonly folder: string
  /** The version of a tool; they are pinned. */
  version(tool: string): string
  /** Runs one of its scripts. What it printed. Throws if it fails, with what it printed. */
  run(script: string): Promise<string>
  /** What a script printed that has to fail. Throws if it succeeds. */
  refusal(script: string): Promise<string>
}

/** Copies these folders to one place; the last of them is the project. */
export function project(...folders: string[]): Project {
  const folder = join(inject('scratch'), folders.at(-1)!)
  for (const name of folders) cpSync(join(import.meta.dirname, name), folder, { recursive: true })
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const pinned: Record<string, string> = { ...dependencies, ...devDependencies }

  let installed: Promise<string> | undefined
  const run = (script: string) => npm(folder, 'run', '--silent', script)
  const install = () => {
    installed ??= npm(folder, 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund')
    return installed
  }
  return {
    folder,
    version: (tool) => pinned[tool]!.replace(/^npm:.*@/, ''),
    async run(script) {
      await install()
      return run(script)
    },
    async refusal(script) {
      await install()
      return run(script).then(
        (said) => Promise.reject(new Error(`${script} should have failed, but said:\n${said}`)),
        (error: Error) => error.message,
      )
    },
  }
}

// Vitest's own variables would have the tools build and run for a test.
const own = /^(NODE_ENV|VITEST.*|TEST|DEV|PROD|MODE|SSR|BASE_URL|NODE_OPTIONS|FORCE_COLOR)$/
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))),
  CI: 'true',
  NO_COLOR: '1',
  NEXT_TELEMETRY_DISABLED: '1',
}

async function npm(cwd: string, ...parameters: string[]): Promise<string> {
  const shell = process.platform === 'win32'
  try {
    const { stdout } = await promisify(execFile)('npm', parameters, { cwd, env, shell, maxBuffer: 2 ** 26 })
    return stripVTControlCharacters(stdout).trim()
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(
      stripVTControlCharacters(`${basename(cwd)}: npm ${parameters.join(' ')} failed:\n${stdout}${stderr}`),
    )
  }
}
