import { execFile } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { inject } from 'vitest'

/** A project of this folder, installed outside of the repository. */
export type Project = {
  readonly folder: string
  /** The version of a tool that was installed. */
  version(tool: string): string
  /** Runs one of its scripts. What it printed. Throws if it fails, with what it printed. */
  run(script: string): Promise<string>
  /** What a script printed that has to fail. Throws if it succeeds. */
  refusal(script: string): Promise<string>
}

/** Copies these folders to one place, the last of them the project, and installs what its package.json names. */
export async function install(...folders: string[]): Promise<Project> {
  const folder = join(inject('scratch'), folders.at(-1)!)
  for (const name of folders) cpSync(join(import.meta.dirname, name), folder, { recursive: true })
  await npm(folder, 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund')

  const run = (script: string) => npm(folder, 'run', '--silent', script)
  return {
    folder,
    version(tool) {
      const manifest = join(folder, 'node_modules', tool, 'package.json')
      return JSON.parse(readFileSync(manifest, 'utf8')).version
    },
    run,
    refusal: (script) =>
      run(script).then(
        (said) => Promise.reject(new Error(`${script} should have failed, but said:\n${said}`)),
        (error: Error) => error.message,
      ),
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
    throw new Error(stripVTControlCharacters(`npm ${parameters.join(' ')} failed:\n${stdout}${stderr}`))
  }
}
