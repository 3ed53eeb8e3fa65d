import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import * as z from 'zod'
import { version } from '../../core/version.js'
import { addCommand, addExamples } from '../command.js'
import { exits, fail } from '../fail.js'
import { cannotWrite } from '../files.js'
import { answer, type Io } from '../io.js'
import { packageFolder } from '../package-folder.js'
import { say } from '../texts.js'
import { type Choice, databases, frameworks, wallets } from './choice.js'
import { manifestOf } from './manifest.js'
import { texts } from './texts.js'

/** What `shroff init --json` prints. */
export const initOutput = z.strictObject({
  folder: z.string(),
  wallet: z.enum(wallets),
  framework: z.enum(frameworks),
  database: z.enum(databases),
  /** By their paths in the folder. */
  files: z.array(z.string()),
  /** Not without --yes. */
  written: z.boolean(),
})

export function addInit(program: Command, io: Io): void {
  const choice = (name: keyof Choice, of: readonly string[]) =>
    new Option(`--${name} <name>`, say(io, texts[name])).choices(of).default(of[0])
  const command = addCommand(program, io, 'init', texts.init)
    .argument('[folder]', say(io, texts.folder), '.')
    .addOption(choice('wallet', wallets))
    .addOption(choice('framework', frameworks))
    .addOption(choice('database', databases))
    .option('--yes', say(io, texts.yes))
    .action((folder: string, { yes = false, ...chosen }: Choice & { yes?: boolean }) => init(io, folder, chosen, yes))
  addExamples(command, io, [
    ['shroff init shop', texts.exampleLook],
    ['shroff init shop --wallet alipay --framework express --database postgres --yes', texts.exampleWrite],
  ])
}

function init(io: Io, folder: string, chosen: Choice, yes: boolean): void {
  const { wallet, framework, database } = chosen
  const files = { ...templates(chosen), 'package.json': `${JSON.stringify(manifestOf(chosen, version), null, 2)}\n` }
  const root = resolve(io.cwd, folder)
  const names = Object.keys(files).sort()
  // All or none: a folder with a half of it would be harder to clear up than to refuse.
  const taken = names.filter((name) => existsSync(join(root, name)))
  if (taken.length > 0)
    fail(exits.usage, {
      en: `${folder} has ${taken.join(', ')} already: choose another folder`,
      zh: `${folder} 中已有 ${taken.join('、')}：请换一个目录`,
    })
  if (yes) for (const [name, text] of Object.entries(files)) write(join(root, name), text)
  const document = { folder, wallet, framework, database, files: names, written: yes } satisfies z.input<
    typeof initOutput
  >
  const lines = [say(io, yes ? texts.wrote : texts.wouldWrite), ...names.map((name) => `  ${join(folder, name)}`)]
  answer(io, document, [...lines, say(io, yes ? texts.goOn : texts.withYes)].join('\n'))
}

/** Of these folders of examples/init the files, one upon the other. */
function templates({ wallet, framework, database }: Choice): Record<string, string> {
  const files: Record<string, string> = {}
  for (const part of ['shared', `wallet-${wallet}`, `database-${database}`, `framework-${framework}`]) {
    const folder = join(packageFolder(), 'examples/init', part)
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath ?? entry.path, entry.name)
      files[path.slice(folder.length + 1).replaceAll('\\', '/')] = readFileSync(path, 'utf8')
    }
  }
  const { 'env.example': account = '', ...rest } = files
  const url = database === 'sqlite' ? 'shop.db' : 'postgres://127.0.0.1/shop'
  const env = `# Where the shop is reached from outside, and its orders are kept.\nSHOP_URL=http://127.0.0.1:3000\nDATABASE_URL=${url}\n# Asked for before money is given back.\nADMIN_PASSWORD=\n\n${account}`
  // npm leaves files of these names out of a package.
  return { ...rest, '.env.example': env, '.gitignore': 'node_modules\n.env\n.next\n.shroff\n*.db*\n' }
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: 'wx' })
  } catch (error) {
    cannotWrite(path, error)
  }
}
