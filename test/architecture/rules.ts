import ts from 'typescript'
import { entries } from '../../.ci/entries.mjs'
import { type Module, reached } from './modules.js'

type Modules = Map<string, Module>
/** What breaks the rule, one line each. */
export type Rule = (modules: Modules) => string[]

/** A folder with a `wire.ts` is a provider's. */
const providersOf = (modules: Modules) =>
  [...modules.keys()].flatMap((path) => /^([\w-]+)\/wire\.ts$/.exec(path)?.[1] ?? [])

/** Files that match `from` import, in code or for types, nothing that matches `target`, except what matches `unless`. */
const never =
  (from: RegExp, target: RegExp, unless?: RegExp): Rule =>
  (modules) =>
    [...modules.values()]
      .filter(({ path }) => from.test(path))
      .flatMap(({ path, imports }) =>
        imports
          .filter((found) => target.test(found.target) && !unless?.test(found.target))
          .map((found) => `${path} imports ${found.target}`),
      )

const onlyIn = (allowed: RegExp, target: RegExp): Rule => never(new RegExp(`^(?!${allowed.source})`), target)

/** Only files that match `allowed` import one of these names, from wherever. */
const onlyNames =
  (allowed: RegExp, wanted: string[]): Rule =>
  (modules) =>
    [...modules.values()]
      .filter(({ path }) => !allowed.test(path))
      .flatMap(({ path, imports }) =>
        imports.flatMap(({ names }) =>
          names.filter((name) => wanted.includes(name)).map((name) => `${path} imports ${name}`),
        ),
      )

/** Files that match `from` never load anything that matches `target`, on whatever way. */
const neverReaches =
  (from: RegExp, target: RegExp): Rule =>
  (modules) =>
    [...modules.keys()]
      .filter((path) => from.test(path))
      .flatMap((path) =>
        [...reached(modules, path)].filter((found) => target.test(found)).map((found) => `${path} reaches ${found}`),
      )

const forProviders =
  (rule: (provider: string, others: string) => Rule): Rule =>
  (modules) => {
    const providers = providersOf(modules)
    return providers.flatMap((provider) =>
      rule(provider, providers.filter((other) => other !== provider).join('|') || '(?!)')(modules),
    )
  }

const anyProvider =
  (rule: (providers: string) => Rule): Rule =>
  (modules) =>
    rule(providersOf(modules).join('|') || '(?!)')(modules)

const everyNode = (module: Module, say: (node: ts.Node) => string | undefined): string[] => {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const said = say(node)
    if (said) found.push(`${module.path}: ${said}`)
    ts.forEachChild(node, visit)
  }
  visit(module.source)
  return found
}

/** Types count as well: whoever reads one of the two has to read both. */
function comesBack(modules: Modules, start: string): boolean {
  const seen = new Set<string>()
  const visit = (path: string): boolean => {
    if (seen.has(path)) return false
    seen.add(path)
    return modules.get(path)?.imports.some(({ target }) => target === start || visit(target)) ?? false
  }
  return visit(start)
}

const all =
  (rule: (module: Module, modules: Modules) => string[]): Rule =>
  (modules) =>
    [...modules.values()].flatMap((module) => rule(module, modules))

/** Called at load: they only make a value. `promisify` wraps a function of Node's. */
const pureCalls =
  /^(Symbol\.for|once|parameterSchema|schemaOf(Check)?|settleSchema|promisify|Object\.(freeze|keys|entries|fromEntries|values)|new (Set|Map|WeakMap|TextEncoder|TextDecoder)|\w+\.(map|flatMap|filter|join))$/

/** Each copy of the package may have its own: signatures in flight, and what the runtime was found to have. */
const stateful = ['crypto/node/sign.ts', 'crypto/node/sm.ts']

const loadWork = (module: Module): string[] => {
  const found: string[] = []
  const inside = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = `${ts.isNewExpression(node) ? 'new ' : ''}${node.expression.getText(module.source)}`
      if (!pureCalls.test(callee)) found.push(`${module.path} runs ${callee}() when it is loaded`)
    }
    if (ts.isIdentifier(node) && /^(process|globalThis|self|window|Deno|Bun)$/.test(node.text))
      found.push(`${module.path} looks at ${node.text} when it is loaded`)
    ts.forEachChild(node, inside)
  }
  for (const statement of module.source.statements) {
    if (ts.isVariableStatement(statement)) {
      const constant = statement.declarationList.flags & ts.NodeFlags.Const
      if (!constant && !stateful.includes(module.path)) found.push(`${module.path} has state of its own`)
      if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) inside(statement)
    } else if (ts.isClassDeclaration(statement)) {
      for (const member of statement.members) {
        const still =
          ts.isClassStaticBlockDeclaration(member) ||
          (ts.isPropertyDeclaration(member) &&
            member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword))
        if (still) inside(member)
      }
    } else if (!declares(statement)) {
      found.push(`${module.path} runs a statement when it is loaded: ${statement.getText(module.source).slice(0, 60)}`)
    }
  }
  return found
}

const declares = (statement: ts.Statement) =>
  ts.isImportDeclaration(statement) ||
  ts.isExportDeclaration(statement) ||
  ts.isFunctionDeclaration(statement) ||
  ts.isInterfaceDeclaration(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  // `declare global`: types, and nothing is run.
  (ts.isModuleDeclaration(statement) &&
    Boolean(statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)))

/** design: who may import whom, and what no source may do. The names are printed when a rule is broken. */
export const rules: Record<string, Rule> = {
  // And the list by which the mock's keys are known, which is data alone.
  'core imports core, codec and crypto only': never(
    /^core\//,
    /./,
    /^(core|codec|crypto)\/|^mock\/keys\/fingerprints\.ts$|^(#crypto|zod\/mini)$/,
  ),
  'the list of the mock’s keys imports nothing': never(/^mock\/keys\/fingerprints\.ts$/, /./),
  'codec imports codec and the bytes of crypto only': never(/^codec\//, /./, /^codec\/|^crypto\/bytes\.ts$/),
  'crypto imports crypto only': never(/^crypto\//, /./, /^crypto\/|^#crypto$|^node:|^@noble\/(hashes|ciphers)\//),
  'the two sides of crypto never import each other': (modules) =>
    (['node', 'web'] as const).flatMap((side) =>
      never(
        new RegExp(`^crypto/${side}(/|\\.ts$)`),
        new RegExp(`^crypto/${side === 'node' ? 'web' : 'node'}(/|\\.ts$)`),
      )(modules),
    ),
  'statement imports core, codec, statement and the bytes of crypto only': never(
    /^statement\//,
    /./,
    /^(core|codec|statement)\/|^crypto\/bytes\.ts$/,
  ),
  'webhook imports core, crypto, store and webhook only': never(
    /^webhook\//,
    /./,
    /^(core|store|webhook)\/|^crypto\/bytes\.ts$|^#crypto$/,
  ),
  'life imports core, gateway, store, life and the once of webhook only': never(
    /^life\//,
    /./,
    /^(core|gateway|store|life)\/|^webhook\/process\.ts$/,
  ),
  'the doctor imports core, codec, crypto, doctor and the doctor.ts of providers only': never(
    /^doctor\//,
    /./,
    /^(core|codec|crypto|doctor)\/|^#crypto$|^[\w-]+\/doctor\.ts$/,
  ),
  'only the doctor’s table imports what a provider’s doctor.ts knows': onlyIn(
    /doctor\/practices\.ts/,
    /^[\w-]+\/doctor\.ts$/,
  ),
  'the doctor brings nothing of a provider but what its messages are made of': anyProvider((providers) =>
    neverReaches(
      /^doctor\//,
      new RegExp(
        `^(${providers})/(?!(doctor[\\w-]*|wire|canonical|raw-members|name|scheme|unwrap)\\.ts$)|^zod|^core/(request|receive)\\.ts$`,
      ),
    ),
  ),
  'store imports core and store only': never(/^store\//, /./, /^(core|store)\//),
  'gateway imports core, statement and gateway only': never(/^gateway\//, /./, /^(core|statement|gateway)\//),
  'keyed digests are made in crypto only': onlyNames(/^crypto\//, ['hmacSha1', 'hmacSha256', 'createHmac']),
  'sm imports core, crypto and sm only': never(/^sm\//, /./, /^(core|crypto|sm)\/|^#crypto$|^@noble\/curves\//),
  'only sm and the command line import sm': onlyIn(/(sm|cli\/keys)\/|cli\/config\.ts$/, /^sm\//),
  'only sm imports the package of its curve': onlyIn(/sm\//, /^@noble\/curves\//),
  'transport imports core and transport only': never(
    /^transport\//,
    /./,
    /^(core|codec|transport)\/|^(ky|https-proxy-agent)$|^node:/,
  ),
  'qr imports core, codec and qr only': never(/^qr\//, /./, /^(core|codec|qr)\/|^qr$/),
  'otel imports core and otel only': never(/^otel\//, /./, /^(core|otel)\/|^@opentelemetry\/api$/),
  'shroff itself imports core, transport and the key types only': never(
    /^index\.ts$/,
    /./,
    /^(core|transport)\/|^crypto\/contract\.ts$/,
  ),
  'the mock imports core, codec, crypto and mock only': never(
    /^mock\/(?!server\/console\/)/,
    /./,
    /^(core|codec|crypto|mock)\/|^(#crypto|msw|zod\/mini)$|^node:/,
  ),
  'the console imports qr, Node and its own files only': never(
    /^mock\/server\/console\//,
    /./,
    /^(qr|mock\/server\/console)\/|^node:/,
  ),
  'of the console only serve.ts imports Node': never(/^mock\/server\/console\/(?!serve\.ts$)/, /^node:/),
  'a provider imports no other provider': forProviders((provider, others) =>
    never(new RegExp(`^${provider}/`), new RegExp(`^(${others})/`)),
  ),
  'the provider side of a wire imports nothing of the merchant side but wire and canonical': forProviders((provider) =>
    never(
      new RegExp(`^${provider}/mock/`),
      new RegExp(`^${provider}/`),
      new RegExp(`^${provider}/(mock/|(wire|canonical)\\.ts$)`),
    ),
  ),
  'the merchant side never imports a mock': anyProvider((providers) =>
    never(new RegExp(`^(${providers})/(?!mock/)`), /(^|\/)mock\//, /^mock\/keys\/fingerprints\.ts$/),
  ),
  'a provider reaches no transport': anyProvider((providers) => never(new RegExp(`^(${providers})/`), /^transport\//)),
  'canonical.ts imports nothing': never(/\/canonical\.ts$/, /./),
  'wire.ts imports types of shapes only': never(/^[\w-]+\/wire\.ts$/, /./, /^core\/shape\.ts$/),
  'a webhook never reaches signing, the actions or the pipeline': neverReaches(
    /^[\w-]+\/webhook\.ts$/,
    /\/(seal|call)\.ts$|\/actions\/|^core\/request\.ts$/,
  ),
  'what opens messages never reaches zod': neverReaches(/^[\w-]+\/(open[\w-]*|webhook|payment)\.ts$/, /^zod/),
  'what calls any endpoint never reaches zod': neverReaches(
    /^[\w-]+\/(actions\/(callProvider|downloadFile|signWalletCall)|fields)\.ts$/,
    /^zod/,
  ),
  'who uploads nothing never reaches what writes uploads': neverReaches(
    /^[\w-]+\/(call|seal)\.ts$/,
    /^(codec\/multipart|core\/(upload|members|typed))\.ts$/,
  ),
  'shroff itself never reaches ky, zod or crypto': neverReaches(/^index\.ts$/, /^(ky|zod.*|#crypto)$|^crypto\//),
  'qr and checkout reach neither crypto nor a provider': anyProvider((providers) =>
    neverReaches(/^(qr|checkout\/(?!session\/|mock\/))/, new RegExp(`^(crypto|${providers})/|^#crypto$`)),
  ),
  'checkout/session imports core, codec, crypto, gateway, life, qr, store and checkout only': never(
    /^checkout\/session\//,
    /./,
    /^(core|codec|crypto|gateway|life|qr|store|checkout)\/|^(#crypto|jose|zod\/mini)$/,
  ),
  'the browser’s side of a checkout never imports the server’s': never(
    /^checkout\/(?!session\/)/,
    /^checkout\/session\//,
  ),
  'shroff/mock reaches neither msw nor Node': neverReaches(/^mock\/index\.ts$/, /^(msw|node:)/),
  'a provider’s mock reaches neither msw nor Node': neverReaches(
    /^(?!checkout\/)[\w-]+\/mock\/index\.ts$/,
    /^(msw|node:)/,
  ),
  'only transport/http.ts imports ky': onlyIn(/transport\/http\.ts/, /^ky$/),
  'only transport/node.ts imports https-proxy-agent': onlyIn(/transport\/node\.ts/, /^https-proxy-agent$/),
  'only mock/msw.ts and checkout/mock/handlers.ts import msw': onlyIn(
    /mock\/msw\.ts|checkout\/mock\/handlers\.ts/,
    /^msw$/,
  ),
  'only checkout/react.ts imports react': onlyIn(/checkout\/react\.ts/, /^react$/),
  'only checkout/vue.ts imports vue': onlyIn(/checkout\/vue\.ts/, /^vue$/),
  'only otel imports @opentelemetry/api, or itself': onlyIn(/otel\//, /^(@opentelemetry|otel)\//),
  'only qr/matrix.ts imports qr': onlyIn(/qr\/matrix\.ts/, /^qr$/),
  'only checkout/session and the command line import jose': onlyIn(/checkout\/session\/|cli\//, /^jose$/),
  'only who pays on the ledger imports the packages that sign there': onlyIn(
    /xrpl\/(pay\/|actions\/submitTransfer\.ts)/,
    /^ripple-(binary|keypairs|address)/,
  ),
  'who only watches the ledger, and its mock, never reach the packages that sign there': neverReaches(
    /^xrpl\/(index|mock\/index)\.ts$/,
    /^ripple-|^@noble\/|^xrpl\/pay(\/|\.ts$)/,
  ),
  'node: is imported only where Node is meant': onlyIn(
    /transport\/node\.ts|crypto\/node\/|mock\/server\/|cli\//,
    /^node:/,
  ),
  'zod is imported only where a user’s input enters': onlyIn(
    /core\/parameters\.ts|[\w-]+\/(account|limits|order)\.ts|[\w-]+\/actions\/|checkout\/session\/sale\.ts|mock\/server\/control\/|cli\//,
    /^zod/,
  ),
  'zod is imported as zod/mini': never(/^(?!cli\/)/, /^zod(?!\/mini$)/),
  'nothing imports the command line, and nothing else parses its parameters': (modules) => [
    ...never(/^(?!cli\/)/, /^cli\//)(modules),
    ...onlyIn(/cli\//, /^commander$/)(modules),
  ],
  'no other package is imported': never(
    /./,
    /^[^./]+$|^@/,
    /^(ky|qr|msw|jose|react|vue|https-proxy-agent|commander|zod|#crypto|[\w-]+\.ts)$|^node:|^@noble\/(hashes\/legacy|ciphers\/aes|curves\/abstract\/(weierstrass|modular))\.js$|^ripple-(binary-codec|keypairs)$|^@opentelemetry\/api$/,
  ),
  'an import is never computed': never(/./, /^\(computed\)$/),
  'a relative import ends in .js and finds its file': all(({ path, imports }, modules) =>
    imports
      .filter(
        ({ specifier, target }) => specifier.startsWith('.') && !(specifier.endsWith('.js') && modules.has(target)),
      )
      .map(({ specifier }) => `${path} imports ${specifier}`),
  ),
  'only an entry passes on what another file exports': all(({ path, imports }) =>
    imports
      .filter(
        ({ reexport }) =>
          reexport && !entries.some(([, source]) => source === path) && !/^crypto\/(web|node)\.ts$/.test(path),
      )
      .map(({ target }) => `${path} passes on ${target}`),
  ),
  // The command line is a user of the library like any other.
  'nothing inside imports an entry that is a barrel': never(/^(?!cli\/)/, /(^|\/)index\.ts$/),
  'only open*.ts makes something Verified': all(({ path, imports }) =>
    /\/open[\w-]*\.ts$/.test(path)
      ? []
      : imports.filter(({ names }) => names.includes('markVerified')).map(() => `${path} imports markVerified`),
  ),
  'no file is longer than 300 lines': all(({ path, text }) => {
    const lines = text.split('\n').length - 1
    return lines > 300 ? [`${path} has ${lines} lines`] : []
  }),
  'instanceof is not asked of our own classes, of which there are two copies': all((module, modules) => {
    const own = [...modules.values()].flatMap(({ source }) =>
      source.statements.filter(ts.isClassDeclaration).map(({ name }) => name?.text),
    )
    return everyNode(module, (node) =>
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
      own.includes(node.right.getText(module.source))
        ? node.getText(module.source)
        : undefined,
    )
  }),
  'the shared rooms name no provider in code': anyProvider((providers) =>
    all((module) =>
      // The schemes of EMVCo codes are card brands by their own names.
      /^(core|codec|crypto|gateway|life|mock|statement|store|webhook|transport|qr\/(?!emvco\/)|otel)\//.test(
        module.path,
      )
        ? everyNode(module, (node) =>
            (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isIdentifier(node)) &&
            new RegExp(`${providers}|wechat|alipay|微信|支付宝`, 'i').test(node.text)
              ? node.getText(module.source)
              : undefined,
          )
        : [],
    ),
  ),
  'no module imports, however far, what imports it': (modules) =>
    [...modules.keys()].filter((path) => comesBack(modules, path)).map((path) => `${path} is in a circle`),
  // The command line is a program, and loaded by nobody else; the table of controls only by who asks for it.
  'no module does anything when it is loaded': all((module) =>
    /^(cli|mock\/server\/control)\//.test(module.path) ? [] : loadWork(module),
  ),
}
